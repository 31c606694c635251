import { z } from 'zod';
import { monthReadings } from '../calendar/days.ts';
import { centsSchema } from '../kernel/money.ts';
import { languageSchema } from '../documents/index.ts';
import { localDateSchema, localTimeSchema } from '../kernel/time.ts';
import { activationSchema } from './activation.ts';
import { breakerSchema } from './breaker.ts';
import { lapsingSchema } from './lapsing-values.ts';
import { limitsSchema } from './limits.ts';
import { releaseSchema } from './moratorium.ts';
import { guardSchema } from './predicates/index.ts';
import { ruleSchema } from './rule.ts';
import { secondPersonSchema } from './second-person.ts';

export const holdKinds = [
  'bankruptcy',
  'medical',
  'dispute',
  'review',
  'extension',
  'reported-payment',
  'arrangement',
  'manual',
  'field',
  'tenant',
  'pledge',
  'estate',
  'investigation',
  'moratorium',
] as const;
export type HoldKind = (typeof holdKinds)[number];

/** What a customer who cannot pay at once is offered (CA-998-PLANS). */
export const arrangementKinds = ['equal-instalments', 'amortization', 'alternative-schedule', 'reduction', 'deferral'] as const;
export type ArrangementKind = (typeof arrangementKinds)[number];

const feeSchema = z.strictObject({
  cents: centsSchema.nonnegative(),
  rule: z.string(),
  /** Who posts the charge, never both. */
  postedBy: z.enum(['arrears', 'billing']),
  /** For what is asked for while the office is shut; the same fee where nothing is said. */
  afterHoursCents: centsSchema.nonnegative().optional(),
  /**
   * What a household of low income pays at most: values of `lapsing`, by whether the office is open. The actual cost, where it is less. Its fee
   * waits while one of the guards fails on the day on which the water was asked for.
   */
  lowIncomeCaps: z.strictObject({ inHours: z.string(), afterHours: z.string(), guards: z.array(guardSchema).optional() }).optional(),
});

const contracts = ['owner-occupant', 'owner', 'tenant'] as const;

/** The days of one season of a tax roll, as its authority sets them. */
const rollSeasonSchema = z.strictObject({
  /** From this day on the candidates are drawn up, and notices go to their owners. */
  candidatesOn: localDateSchema,
  /** The list is extracted: what it says is frozen. */
  frozenOn: localDateSchema,
  /** The last day on which the authority takes the file. */
  fileBy: localDateSchema,
  /** The last day on which it takes amendments. */
  amendBy: localDateSchema,
  /** When each half's settlement should be in. */
  settlementsBy: z.array(localDateSchema).min(1),
  /** Of the governing body, on the report. */
  hearingOn: localDateSchema.optional(),
  /** A bona fide buyer or lender whose interest began within these days takes the parcel free of the lien. */
  bonaFide: z.strictObject({ sinceOn: localDateSchema, throughOn: localDateSchema }).optional(),
  /** On this day the charges have to have been unpaid for the days of `unpaid`. */
  unpaidOn: localDateSchema.optional(),
});
export type RollSeasonDays = z.infer<typeof rollSeasonSchema>;

/** Who takes a certification in: a county auditor, a county assessor. Each sets its own days and forms. */
const rollAuthoritySchema = z.strictObject({
  says: z.string(),
  rule: z.string(),
  /** The layouts of its files: a folder of `libs/policy/rolls`. */
  layouts: z.string().regex(/^[a-z][a-z-]*$/),
  /** What comes to less on a parcel is not worth a line. */
  minimum: z.strictObject({ cents: centsSchema.nonnegative(), rule: z.string() }),
  windowRule: z.string(),
  seasons: z.record(z.string().regex(/^\d{4}(-[a-z0-9]+)?$/), rollSeasonSchema),
  /** Whoever signs the list, each somebody else. */
  approval: z.strictObject({ people: z.int().min(2), rule: z.string() }),
  /** A report that is published and mailed, and a hearing on it, before the list is approved. */
  hearing: z.strictObject({ noticeDaysBefore: z.int().positive(), timesPublished: z.int().positive(), rule: z.string() }).optional(),
  unpaid: z.strictObject({ days: z.int().positive(), rule: z.string() }).optional(),
  bonaFide: z.strictObject({ to: z.enum(['unsecured-roll', 'customer']), rule: z.string() }).optional(),
  /** An amendment or a withdrawal that nobody acknowledges is raised every day at this hour. */
  escalation: z.strictObject({ at: localTimeSchema, rule: z.string() }),
  /** From when there is a lien, and how soon after full payment it has to be released. */
  lien: z.strictObject({ from: z.enum(['tax-list', 'recording']), rule: z.string(), releaseWithinDays: z.int().nonnegative(), releaseRule: z.string() }),
  /** How long a letter that names what would pay everything off is good. */
  payoff: z.strictObject({ validDays: z.int().positive(), rule: z.string() }),
});
export type RollAuthority = z.infer<typeof rollAuthoritySchema>;

/** What of a debt may be certified to a tax roll, service by service (OH-CERT-WHO, CA-TAXROLL), and to whom. */
const certificationSchema = z.strictObject({
  rule: z.string(),
  /** From the mailing of the notice to the owner. */
  ownerNoticeDays: z.int().positive(),
  ownerNoticeRule: z.string(),
  /** Charges of before a parcel's transfer to an electing subdivision are left out. */
  landBankRule: z.string().optional(),
  services: z.record(
    z.string(),
    z.strictObject({
      /** Only what arose under a contract made directly with an owner who occupies the property. */
      requiresOwnerOccupant: z.boolean(),
      /** Only what arose under a contract with one of these; a master meter's is the owner's whoever lives there. */
      contractWith: z.array(z.enum(contracts)).min(1).optional(),
      rule: z.string(),
      /** Who signed that it is not asked for. It is printed on each run report. */
      approval: z.string().min(1).optional(),
    }),
  ),
  /** Penalties go with the service on whose charges they were assessed; fees are certified only where this says so. */
  fees: z.boolean(),
  /** What forbids a certification under a stay, and has one withdrawn that was made under it. */
  stayRule: z.string(),
  /** Once a debt is listed, no penalty of the utility's own is posted on it. */
  afterRule: z.string(),
  /** How certified sums are kept apart, reconciled, and paid. */
  ledgerRule: z.string(),
  /** Asked of every line when it is certified, beside what stands against its services. */
  guards: z.array(guardSchema),
  authorities: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), rollAuthoritySchema),
});

const stepSchema = z.strictObject({
  /** The staff's own word for the step. */
  says: z.string(),
  /** The rule on which the step itself rests. */
  rule: z.string(),
  orderAt: localTimeSchema.optional(),
  guards: z.array(guardSchema),
});

export const stepNames = ['notice', 'occupant-notice', 'door-tag', 'shut-off', 'clearance', 'restoration'] as const;
export type StepName = (typeof stepNames)[number];

/** Which steps an account takes and what they ask beyond what they ask of everybody. The first path that fits is the account's. */
const pathSchema = z.strictObject({
  says: z.string(),
  rule: z.string(),
  /** All that is given must fit; `withoutServices`: it has none of them. */
  when: z.strictObject({ classes: z.array(z.string()).optional(), services: z.array(z.string()).optional(), withoutServices: z.array(z.string()).optional() }),
  steps: z.array(z.enum(stepNames)).optional(),
  guards: z.partialRecord(z.enum(stepNames), z.array(guardSchema)).optional(),
});

const holdRuleSchema = z.strictObject({
  rule: z.string(),
  /** The step at which collection goes on when the hold ends. */
  resumeAt: z.enum(['notice', 'door-tag']),
  resumeRule: z.string(),
  /** Water that is off comes back while the hold stands: at any hour, on the same day whatever the hour, or as if it was paid. */
  restores: z.enum(['at-once', 'same-day', 'as-if-paid']).optional(),
  maxBusinessDays: z.int().positive().optional(),
  /** A dispute that names its bill, and perhaps an amount, stops only that part, as an investigation does: the rest is pursued. */
  onlyTheQuestionedPart: z.boolean().optional(),
});

/** Kinds that a pack need not name: they hold like a hold of a person, until a fact ends them. */
const plainHolds = new Set<HoldKind>(['tenant', 'pledge', 'estate', 'investigation', 'moratorium']);
const plainHold = { rule: 'GEN-HOLDS', resumeAt: 'notice', resumeRule: 'GEN-HOLDS' } as const;
const holdRulesSchema = z.strictObject(
  Object.fromEntries(holdKinds.map((kind) => [kind, plainHolds.has(kind) ? holdRuleSchema.default(plainHold) : holdRuleSchema])) as unknown as Record<HoldKind, typeof holdRuleSchema>,
);

export const feeKinds = ['reconnection', 'trip', 'returnedPayment'] as const;
export type FeeKind = (typeof feeKinds)[number];

/** What is ordered outside and answered later. */
export const obligationKinds = ['letter', 'door-tag', 'shut-off', 'restoration', 'recall', 'billing'] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** What the pack's documents are made of. The texts lie in `libs/policy/documents/<family>`, and in the pack's own folder `documents`. */
const documentsSchema = z.strictObject({
  /** Families of texts, each laid over the one before; the pack's own folder comes last. */
  texts: z.array(z.string().regex(/^[a-z][a-z-]*$/)).min(1),
  /** The first is the one in which every notice is written; the customer's own comes beside it. */
  languages: z.array(languageSchema).min(1),
  /** Which document a step sends, leaves or speaks. */
  steps: z.strictObject({
    notice: z.string(),
    'occupant-notice': z.string().optional(),
    /** To whom the customer named, beside the notice (CA-15D). */
    'third-party-notice': z.string().optional(),
    'door-tag': z.string(),
    /** What the crew posts instead of the door tag when a plan was broken (CA-998-BREACH). */
    'final-notice': z.string().optional(),
    /** What a visit after returned mail leaves (CA-998-VISIT). */
    visit: z.string().optional(),
    'shut-off': z.string(),
  }),
  /** The utility's name and address, as its letters bear them; without it the title of the pack stands there. */
  letterhead: z.strictObject({ name: z.string().min(1), address: z.array(z.string().min(1)).min(1).max(4) }).optional(),
  /** A notice whose customer gets mail elsewhere goes to "Occupant" at the premises, too. */
  copyToPremises: z.strictObject({ rule: z.string() }).optional(),
  /** Notices may go by e-mail to a customer who chose that. Without it they go by letter, whatever was chosen. */
  eMail: z.strictObject({ rule: z.string() }).optional(),
  /** What the texts of this utility name, the same in every language. */
  values: z.strictObject({ 'policy-at': z.string().min(1).optional(), 'legal-aid': z.string().min(1).optional() }),
});

/** What the utility writes to a debtor on a docket by itself, and under which rule; what is left out is not written. */
const docketLettersSchema = z.strictObject({
  /** Asks for assurance of future payment: so many average months, by the bills of the months before the filing, where so many days are left to give it. */
  assurance: z.strictObject({ document: z.string(), averageMonths: z.int().positive(), ofMonths: z.int().positive(), leastDays: z.int().nonnegative(), rule: z.string() }).optional(),
  /** Says that what was charged through the filing stands apart, and that a new account begins. */
  division: z.strictObject({ document: z.string(), rule: z.string() }).optional(),
  /** Says that notices and tags of after the filing are void. */
  void: z.strictObject({ document: z.string(), rule: z.string() }).optional(),
});

/** A policy pack: the rules of one utility as versioned data. The published schema is derived from this. */
export const packSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]+$/),
  version: z.int().positive(),
  title: z.string(),
  effectiveFrom: localDateSchema,
  /** A file beside the pack, or an agency's calendar that packs share, like `CA-DISTRICT-OFFICE@1`. */
  calendar: z.string(),
  /** The law of bankruptcy is federal and the same for every pack; a pack only names its version. */
  bankruptcy: z.string().default('US-BANKRUPTCY@1'),
  /** A governmental unit has longer for its claims (BK-POC). */
  governmentalUnit: z.boolean().default(true),
  rules: z.record(z.string(), ruleSchema),
  contact: z.strictObject({ person: z.string().min(1), phone: z.string().min(1) }),
  sweepAt: localTimeSchema,
  bill: z.strictObject({
    dueDays: z.int().positive(),
    rule: z.string(),
    /** How a last day moves that falls on a closed day. */
    rolls: z.enum(['ohio', 'federal', 'none']),
    rollRule: z.string(),
  }),
  application: z.strictObject({ rule: z.string(), withinBill: z.array(z.string()) }),
  penalty: z.strictObject({
    basisPoints: z.int().nonnegative(),
    rule: z.string(),
    postedBy: z.enum(['arrears', 'billing']),
    guards: z.array(guardSchema),
    /** The most that the law lets an agency of this kind charge; a pack that sets more is refused (CA-LATE). */
    cap: z.strictObject({ basisPoints: z.int().nonnegative(), agency: z.string().min(1), rule: z.string() }).optional(),
  }),
  fees: z.record(z.enum(feeKinds), feeSchema),
  certification: certificationSchema.optional(),
  /** A household of low income has its interest on delinquent bills waived once in so many months; the pack says which reading of a month's end holds. */
  interestWaiver: z.strictObject({ months: z.int().positive(), monthEnd: z.enum(['last-day-of-month', 'full-year-elapsed']), rule: z.string() }).optional(),
  /** Deposits: what they bear, and when they go back. Without it Arrears knows of deposits, and decides nothing about them (OP-DEPOSIT). */
  deposits: z
    .strictObject({
      /** Who credits the interest, never both. */
      postedBy: z.enum(['arrears', 'billing']),
      interest: z.strictObject({
        /** A value of `lapsing` with a rate for each of its periods. */
        rate: z.string(),
        dayCount: z.enum(['actual/365', 'actual/actual']),
        creditEveryMonths: z.int().positive(),
        rule: z.string(),
      }),
      /** After so many months without a return or a shut-off, and with no more late payments than these. */
      refund: z.strictObject({ goodMonths: z.int().positive(), latePaymentsForgiven: z.int().nonnegative(), rule: z.string() }),
    })
    .optional(),
  steps: z.strictObject({
    notice: stepSchema,
    /** A letter or a posting to each unit behind the account of an owner or manager, beside the notice. Without it the notices to occupants come from elsewhere. */
    'occupant-notice': stepSchema.optional(),
    /** A posting at the door: a tag, a 48-hour notice, a final notice. Without it the notice alone leads to the shut-off. */
    'door-tag': stepSchema.optional(),
    'shut-off': stepSchema,
    clearance: stepSchema,
    restoration: stepSchema,
  }),
  /** What a call to the customer has to cover to stand in place of the letter; without it no call does. */
  phoneNotice: z.strictObject({ covers: z.array(z.string()).min(1), rule: z.string() }).optional(),
  paths: z.array(pathSchema).optional(),
  shutOffWindow: z.strictObject({
    weekdays: z.array(z.int().min(1).max(7)),
    from: localTimeSchema,
    to: localTimeSchema,
    notOnHoliday: z.boolean(),
    notBeforeHoliday: z.boolean(),
    rule: z.string(),
  }),
  /** How much time people may grant; without it as much as they like. */
  limits: limitsSchema.optional(),
  /** In which turns shut-offs begin again after a moratorium; all at once where nothing is said. */
  release: releaseSchema.optional(),
  clearance: z.strictObject({ validMinutes: z.int().positive(), rule: z.string() }),
  restoration: z.strictObject({ sameDayUntil: localTimeSchema, rule: z.string() }),
  arrangement: z.strictObject({
    maxInstalments: z.int().positive(),
    downPaymentBasisPoints: z.int().nonnegative(),
    cureBusinessDays: z.int().nonnegative(),
    rule: z.string(),
    /** The kinds of plan that are offered, each with limits of its own; without them only equal instalments are. */
    kinds: z
      .partialRecord(
        z.enum(arrangementKinds),
        z.strictObject({
          says: z.string(),
          maxInstalments: z.int().positive().optional(),
          /** From the agreement to the last instalment. */
          maxMonths: z.int().positive().optional(),
          downPaymentBasisPoints: z.int().nonnegative().optional(),
          /** Whose word it needs, whatever its terms. */
          authority: z.enum(['specialist', 'supervisor']).optional(),
        }),
      )
      .optional(),
    /** What is broken is kept again when it is paid within these days of its due date. */
    catchUpDays: z.int().positive().optional(),
    /** A bill that came after the agreement and is unpaid for longer breaks it, whatever became of the instalments. */
    currentChargesDays: z.int().positive().optional(),
  }),
  /** Reviews and appeals by their clocks; without this every request holds until it is answered. */
  reviews: z
    .strictObject({
      rule: z.string(),
      /** Who may lodge one. */
      lodgedBy: z.array(z.enum(['customer', 'adult-resident', 'somebody-else'])).min(1),
      /** From the bill: a dispute within these days earns a manager's review. */
      disputeWithinDays: z.int().positive(),
      /** From the mailing of the notice: a request for more time within these days does. */
      extensionWithinDays: z.int().positive(),
      /** After the manager's decision the way to the governing body stays open for so many days. */
      governingBodyWithinDays: z.int().positive(),
    })
    .optional(),
  /** A medical certificate protects only a household that cannot pay and is willing to pay by a plan; without this it protects alone. */
  protection: z
    .strictObject({
      rule: z.string(),
      inability: z.strictObject({
        programmes: z.array(z.string()).min(1),
        incomeBelowPercentOfPovertyLevel: z.int().positive(),
        rule: z.string(),
        /** The level of a year, values of `lapsing`: of one person, and for each further one. An income in dollars is held against it while the guards hold. */
        povertyLevel: z.strictObject({ onePerson: z.string(), eachFurther: z.string(), guards: z.array(guardSchema) }).optional(),
      }),
      /** The plans of which each has to have been offered and declined, on record, before a household counts as unwilling. */
      plans: z.array(z.enum(arrangementKinds)).min(1),
    })
    .optional(),
  holds: holdRulesSchema,
  paymentChannels: z.record(z.string(), z.strictObject({ nextFileAt: localTimeSchema })),
  feeds: z.record(z.string(), z.strictObject({ limitHours: z.number().nonnegative() })),
  fieldResults: z.record(
    z.string(),
    z.strictObject({
      next: z.enum(['shut-off', 'plan-again', 'review', 'already-off', 'hold', 'reported-payment']),
      maxVisits: z.int().positive().optional(),
      fee: z.enum(feeKinds).optional(),
    }),
  ),
  documents: documentsSchema.optional(),
  docketLetters: docketLettersSchema.optional(),
  /** The written policy on shutting off service for nonpayment (CA-998-POLICY), and in which languages the law wants it (CA-998-LANG). */
  policy: z
    .strictObject({
      document: z.string(),
      rule: z.string(),
      /** The ways of paying, appealing and asking that the law lists: the policy has to contain all of them. */
      contains: z.array(z.string()).min(1),
      /** How many the utility serves: below the number of the law fewer languages are asked for. */
      connections: z.int().positive(),
      /** Languages that the law asks for besides, since so many of the area's residents speak them. */
      areaLanguages: z.array(languageSchema).optional(),
      /** Languages in which it is had on request: a small utility need not keep them ready. */
      onRequest: z.array(languageSchema).optional(),
      languagesRule: z.string(),
    })
    .optional(),
  /** What the law wants after a letter came back: once nobody was reached by telephone, a visit that leaves the notice at the property. */
  returnedMail: z.strictObject({ rule: z.string() }).optional(),
  /** Values that have to be renewed, and how long before they lapse it is said. */
  lapsing: lapsingSchema.optional(),
  /** How many adverse decisions a day may bring before the breaker trips. */
  breaker: breakerSchema.optional(),
  /** What has to be signed by two people when this pack is replaced. */
  activation: activationSchema.optional(),
  /** What one person asks for and another has to sign; without it each intervention is done at once. */
  secondPerson: secondPersonSchema.optional(),
  /** Where a count of months ends that began on a day which the last month has not: on its last day, or the day after, when the time is over in full. */
  months: z.strictObject({ reading: z.enum(monthReadings), rule: z.string() }).optional(),
  /** How long an outside answer may take before the case counts as stuck. */
  answersWithin: z.record(
    z.enum(obligationKinds),
    z.union([z.strictObject({ businessDays: z.int().positive() }), z.strictObject({ hours: z.number().positive() })]),
  ),
});

export type Pack = z.infer<typeof packSchema>;

/** `OH-COUNTY@1` */
export function packReference(pack: Pack): string {
  return `${pack.id}@${pack.version}`;
}
