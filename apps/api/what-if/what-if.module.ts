import { Module } from '@nestjs/common';
import { BackgroundRuns } from './background-runs.ts';
import { WhatIfController } from './what-if.controller.ts';

@Module({ controllers: [WhatIfController], providers: [BackgroundRuns] })
export class WhatIfModule {}
