/** `A1.docket.n1`: the first letter to A1 on any docket. It stands where a notice of a case has its episode. */
export function docketNoticeId(accountId: string, nth: number): string {
  return `${accountId}.docket.n${nth}`;
}

export function isDocketNotice(noticeId: string): boolean {
  return /\.docket\.n\d+$/.test(noticeId);
}
