export const tourWords = {
  'tour.offer': 'New here?',
  'tour.offerLead': 'The main job in ten stops: what a caseworker does from the first contact to help that was paid. Nothing is changed.',
  'tour.start': 'Begin the tour',
  'tour.later': 'Not now',
  'tour.again': 'Tour',
  'tour.at': 'Stop {at} of {of}',
  'tour.next': 'Next',
  'tour.back': 'Back',
  'tour.skip': 'End the tour',
  'tour.done': 'Done',
  'tour.keys': 'Escape ends it.',
  'tour.list.title': 'The work list',
  'tour.list.text':
    'Who needs someone now stands first: danger tonight, a child alone, a doctor. Each line says what comes next. Names are not here: a list can be read over a shoulder.',
  'tour.new.title': 'A new contact',
  'tour.new.text':
    'Only the country is needed. Everything else can wait, and every question may be skipped: not asked, declined, not known are answers too. Safe contact is asked before anything else is.',
  'tour.facts.title': 'A case: what was said',
  'tour.facts.text':
    'Nothing is overwritten. Each answer keeps who said it and when. Where two sources disagree both stand, and no decision rests on either until a named person settles it.',
  'tour.interview.title': 'The interview',
  'tour.interview.text':
    'It asks only what would change an answer, safety first, one question at a time. What follows from an answer is never shown beside the person.',
  'tour.rights.title': 'Rights',
  'tour.rights.text':
    'What each State owes this person today, with the article and the day it bound that State. Yes, no, not applicable, or not known; and then what would settle it. No lawyer has read this yet, and it says so.',
  'tour.fund.title': 'The fund’s tests',
  'tour.fund.text': 'Five tests, each with its reasons. It is a first sorting and decides nothing: a named person does, and writes why.',
  'tour.consent.title': 'Agreement',
  'tour.consent.text':
    'Nothing leaves without the person’s agreement, for this purpose and this receiver. A refusal costs them nothing and can be taken back, as an agreement can.',
  'tour.plan.title': 'Plan and money',
  'tour.plan.text': 'One person asks, another decides and approves, a third pays. What was promised, approved, paid and received stand beside each other.',
  'tour.names.title': 'Names',
  'tour.names.text':
    'Names, numbers and words are sealed, each under a key of that person. Opening one asks for the second factor and is written down; it closes again by itself.',
  'tour.law.title': 'The law, and where to go on',
  'tour.law.text':
    'Treaties, who has ratified them, and rights cards to hand over, without any case. That is the tour. Begin with a new contact, or look into a case: everyone here is invented.',
} as const;
