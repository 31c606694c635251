import { Module } from '@nestjs/common';
import { CasePapersController } from './case-papers.controller.ts';
import { CasesController } from './cases.controller.ts';

@Module({ controllers: [CasePapersController, CasesController] })
export class CasesModule {}
