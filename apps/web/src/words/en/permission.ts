export const permissionWords = {
  'refusal.case-closed': 'This case is closed. Open it again first; what happened can still be written down.',
  'refusal.case-erased': 'The words of this case were erased. What happens from now on can still be written down.',
  'role.data-protection': 'Data protection',
  'role.safeguarding': 'Safeguarding',
} as const;
