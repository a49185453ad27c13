DROP INDEX "consent_events_subject";--> statement-breakpoint
ALTER TABLE "consent_events" ADD COLUMN "subject" text GENERATED ALWAYS AS (coalesce('programme ' || programme_id, 'use ' || data_use_id, left(type, 5))) STORED;--> statement-breakpoint
CREATE INDEX "consent_events_contributor_id_subject_sequence_index" ON "consent_events" USING btree ("contributor_id","subject","sequence");