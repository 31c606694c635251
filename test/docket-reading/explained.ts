/** Every difference between the reading and the clerks' headers, looked at by eye: `field/docket` and what the docket itself says. */
export const explained: Readonly<Record<string, string>> = {
  'dateFiled/azb_30': 'The petition is not in the file: it begins with orders of the first days, one of which speaks of pre-petition wages.',
  'dateFiled/deb_18': 'The petition is not in the file: a notice of hearing speaks of it.',
  'planConfirmed/ilnb_1418711': 'The confirmation was vacated four weeks later (entry 27), which the header does not show: found, and left to a person.',
  'planConfirmed/caeb': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'planConfirmed/canb_5': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'planConfirmed/canb_6': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'planConfirmed/canb_7': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'planConfirmed/mab_4': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'planConfirmed/txnb_1': 'An order confirms the plan; this court writes no date of confirmation into its headers.',
  'debtorDismissed/mdb': 'Entry 7 is an "Order Dismissing Chapter 13 Case With Prejudice", served, and the case closed four weeks later without a discharge; the header of 2003 has no field for it. The reading is right, the header is silent.',
  'dateTerminated/mdb_1': 'The case was closed twice, in 1999 and, after a reopening, in 2002. The header keeps the last.',
};
