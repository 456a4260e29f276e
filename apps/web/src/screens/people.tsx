import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { useMoment } from '../my-sign-in/moment.ts';
import { InviteForm } from '../people/invite-form.tsx';
import { OnePerson } from '../people/one-person.tsx';
import { Requests } from '../people/requests.tsx';
import { PaperSlip, type ShownSlip } from '../people/slip.tsx';
import { Section } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

/** Who works here: for administrators, and for supervisors as far as they may. */
export function PeopleScreen() {
  const { t } = useWords();
  const { say } = useDesk();
  const sentence = useRefusal();
  const moment = useMoment();
  const [slip, setSlip] = useState<ShownSlip>();
  const list = useQuery({ queryKey: ['people'], queryFn: () => client.query('people.list', {}) });
  if (list.data === undefined) return <p role="status">{list.isError ? t('away') : t('loading')}</p>;
  if (!list.data.ok)
    return (
      <>
        <h1>{t('people.title')}</h1>
        <p className="card">{sentence(list.data.refusal)}</p>
      </>
    );
  const { people, offices, requests } = list.data.value;
  const nameOf = (userId: string) => people.find((one) => one.userId === userId)?.displayName ?? '';
  const changed = (message: string) => {
    say(message);
    void list.refetch();
  };
  const handOver = (shown: ShownSlip) => {
    setSlip(shown);
    void list.refetch();
  };
  return (
    <>
      <h1>{t('people.title')}</h1>
      {slip === undefined ? null : <PaperSlip slip={slip} onDone={() => setSlip(undefined)} />}
      <Requests requests={requests} nameOf={nameOf} onChanged={changed} onSlip={handOver} />
      <Section id="people" title={t('people.list')}>
        <ul className="log">
          {people.map((person) => (
            <OnePerson key={person.userId} person={person} offices={offices} onChanged={changed} onSlip={handOver} moment={moment} />
          ))}
        </ul>
      </Section>
      <InviteForm offices={offices} onChanged={changed} onSlip={handOver} />
    </>
  );
}
