export const referralReasons = ['additional-services-required', 'change-of-location', 'urgent-danger', 'other'] as const;
export const handoverStatuses = ['received', 'accepted', 'declined', 'no-reply', 'service-given'] as const;
export const recallAnswers = ['destroyed', 'kept-and-says-why', 'no-reply'] as const;
