/** As accounts name the docket of a court. */
export const docketName = (court: string, docketNumber: string) => `${court}/${docketNumber}`;
