// What KoboToolbox and ODK Central write beside the answers, in small letters.
const ofForms = new Set(
  `_id _submission_time _validation_status _notes _status _submitted_by __version__ _version_ _tags _index _parent_index _parent_table_name
  _submission__id _submission__uuid _submission__submission_time _submission__validation_status _submission__notes _submission__status
  _submission__submitted_by _submission___version__ _submission__tags _xform_id_string _bamboo_dataset_id _attachments _geolocation
  formhub/uuid start end today deviceid username phonenumber simserial subscriberid meta/instancename meta/deprecatedid instancename
  submissiondate submitterid submittername attachmentspresent attachmentsexpected reviewstate edits formversion sojourn_case`.split(/\s+/),
);

/** By which a submission is known again, the one that stays when it is edited first. */
const ids = ['meta/rootuuid', '__id', 'key', '_uuid', 'meta/instanceid', 'instanceid'];

export function formColumn(header: string): 'form' | 'submission' | undefined {
  const name = header.trim().toLowerCase();
  if (ids.includes(name)) return 'submission';
  return ofForms.has(name) || name.startsWith('__system/') || name.endsWith('@odata.navigationlink') ? 'form' : undefined;
}

/** The id of a submission, the same whichever way it was exported. */
export function submissionOf(cells: readonly (readonly [string, string])[]): string | undefined {
  for (const id of ids) {
    const found = cells.find(([header, text]) => header.trim().toLowerCase() === id && text.trim() !== '')?.[1];
    if (found !== undefined)
      return found
        .trim()
        .replace(/^uuid:/i, '')
        .toLowerCase();
  }
  return undefined;
}
