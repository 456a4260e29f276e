import type { client } from '../api.ts';

export type ReviewList = Extract<Awaited<ReturnType<typeof client.query<'law-review.list'>>>, { ok: true }>['value'];
export type ReviewItem = Extract<Awaited<ReturnType<typeof client.query<'law-review.item'>>>, { ok: true }>['value'];
