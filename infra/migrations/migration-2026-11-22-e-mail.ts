import { Migration } from '@mikro-orm/migrations';

/** Where the customer gets e-mail, beside name and addresses and as private as they are. */
export class Migration20261122EMail extends Migration {
  override up(): void {
    this.addSql('alter table account_person add column e_mail text');
  }
}
