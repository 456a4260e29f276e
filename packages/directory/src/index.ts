export { agreementStands, type Recipient, recipientSchema } from './recipient.ts';
export {
  closedKinds,
  everyKind,
  isOpen,
  isRecipientKind,
  type OpenKind,
  openKinds,
  type Reach,
  type RecipientKind,
  recipientKinds,
} from './recipient-kinds.ts';
