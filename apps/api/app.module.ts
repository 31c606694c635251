import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Database, PublishedKey } from '../../libs/store/index.ts';
import type { createProbes } from '../../libs/telemetry/index.ts';
import { AccountsModule } from './accounts/accounts.module.ts';
import { ApprovalsModule } from './approvals/approvals.module.ts';
import { ArrangementsModule } from './arrangements/arrangements.module.ts';
import { RolesGuard } from './auth/roles-guard.ts';
import type { Tokens } from './auth/tokens.ts';
import { BoardModule } from './board/board.module.ts';
import { GrantsModule } from './grants/grants.module.ts';
import { PayersModule } from './payers/payers.module.ts';
import { EntitlementsModule } from './entitlements/entitlements.module.ts';
import { BulkModule } from './bulk/bulk.module.ts';
import { BreakersModule } from './breakers/breakers.module.ts';
import { CourtModule } from './court/court.module.ts';
import { MoratoriumsModule } from './moratoriums/moratoriums.module.ts';
import { SearchModule } from './search/search.module.ts';
import { CallModule } from './call/call.module.ts';
import { CasesModule } from './cases/cases.module.ts';
import { ClockModule } from './clock/clock.module.ts';
import { WordsModule } from './words/words.module.ts';
import { DeadLettersModule } from './dead-letters/dead-letters.module.ts';
import { DocketsModule } from './dockets/dockets.module.ts';
import { DocumentationModule } from './documentation/documentation.module.ts';
import { EventsModule } from './events/events.module.ts';
import { HoldsModule } from './holds/holds.module.ts';
import { AnswerInterceptor } from './http/answer.ts';
import type { ProblemFilter } from './http/problem-filter.ts';
import { InterventionsModule } from './interventions/interventions.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { PacksModule } from './packs/packs.module.ts';
import { ProbesModule } from './probes/probes.module.ts';
import { ConsoleModule } from './console/console.module.ts';
import type { ConsoleFiles } from './console/console-files.ts';
import { LiveModule } from './live/live.module.ts';
import type { Watchers } from './live/watchers.ts';
import { BULK_SETTINGS, CLAIM_HOURS, CLEARANCE_SIGNER, CONSOLE_FILES, DATABASE, DESK, PROBES, SEAL_KEYS, WATCHERS, type BulkSettings } from './provided.ts';
import type { Desk } from './session/desk.ts';
import { SessionModule } from './session/session.module.ts';
import { ShutOffDayModule } from './shut-off-day/shut-off-day.module.ts';
import { StaffReviewModule } from './staff-review/staff-review.module.ts';
import { MorningModule } from './morning/morning.module.ts';
import { StuckModule } from './stuck/stuck.module.ts';
import type { ClearanceSigner } from './work-orders/clearance-signer.ts';
import { TaxRollModule } from './tax-roll/tax-roll.module.ts';
import { WhatIfModule } from './what-if/what-if.module.ts';
import { WorklistModule } from './worklist/worklist.module.ts';
import { WorkOrdersModule } from './work-orders/work-orders.module.ts';

export interface Parts {
  readonly db: Database;
  readonly tokens: Tokens;
  readonly desk: Desk;
  readonly claimHours: number;
  readonly watchers: Watchers;
  readonly consoleFiles: ConsoleFiles;
  readonly signer: ClearanceSigner;
  readonly sealKeys: readonly PublishedKey[];
  readonly probes: ReturnType<typeof createProbes>;
  readonly problems: ProblemFilter;
  readonly bulk: BulkSettings;
}

/** A folder each. */
export const features = [
  AccountsModule,
  CallModule,
  SearchModule,
  ApprovalsModule,
  ArrangementsModule,
  HoldsModule,
  DocketsModule,
  WorklistModule,
  CasesModule,
  InterventionsModule,
  BulkModule,
  StuckModule,
  MorningModule,
  StaffReviewModule,
  ShutOffDayModule,
  EventsModule,
  WorkOrdersModule,
  DeadLettersModule,
  OperationsModule,
  PacksModule,
  ClockModule,
  WordsModule,
  BreakersModule,
  CourtModule,
  EntitlementsModule,
  PayersModule,
  GrantsModule,
  MoratoriumsModule,
  BoardModule,
  WhatIfModule,
  TaxRollModule,
  SessionModule,
  LiveModule,
  ConsoleModule,
  ProbesModule,
  DocumentationModule,
];

@Module({})
export class AppModule {
  /** The guard, the checked answers and the problem documents hold for every route; a feature cannot forget them. */
  static from({ db, tokens, desk, claimHours, watchers, consoleFiles, signer, sealKeys, probes, problems, bulk }: Parts): DynamicModule {
    const given = [
      { provide: DATABASE, useValue: db },
      { provide: CLEARANCE_SIGNER, useValue: signer },
      { provide: SEAL_KEYS, useValue: sealKeys },
      { provide: BULK_SETTINGS, useValue: bulk },
      { provide: PROBES, useValue: probes },
      { provide: DESK, useValue: desk },
      { provide: CLAIM_HOURS, useValue: claimHours },
      { provide: WATCHERS, useValue: watchers },
      { provide: CONSOLE_FILES, useValue: consoleFiles },
    ];
    return {
      module: AppModule,
      global: true,
      imports: features,
      providers: [
        ...given,
        { provide: APP_GUARD, useValue: new RolesGuard(tokens, desk) },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_FILTER, useValue: problems },
      ],
      exports: given.map(({ provide }) => provide),
    };
  }
}
