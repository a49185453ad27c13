ALTER TABLE "enrolments" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "successor_id" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_successor_id_enrolments_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_retired_is_nobodys" CHECK ("enrolments"."retired_at" is null or "enrolments"."contributor_id" is null);--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_retired_has_successor" CHECK (("enrolments"."retired_at" is null) = ("enrolments"."successor_id" is null));
--> statement-breakpoint
-- A pseudonym that was replaced or merged is never anybody's again, whoever asks.
CREATE TRIGGER retired_for_good BEFORE UPDATE OR DELETE ON enrolments FOR EACH ROW
  WHEN (OLD.retired_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Where a hospital finds that a pseudonym was not this person's, what was used and asked for under it is not hers to see:
-- it belongs to a stranger from then on. Whose the pseudonym was taken for stays in `claims`, for auditors.
CREATE FUNCTION part_from_enrolment(wrong uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  mistaken uuid := scoped_subject();
  stranger uuid := gen_random_uuid();
  today timestamptz := date_trunc('day', now(), 'UTC');
BEGIN
  INSERT INTO contributors (id, language, created_at, closed_at)
    SELECT stranger, language, today, today FROM enrolments WHERE id = wrong;
  UPDATE consent_tokens SET contributor_id = stranger WHERE enrolment_id = wrong AND contributor_id = mistaken;
  UPDATE usage_subjects SET contributor_id = stranger WHERE enrolment_id = wrong AND contributor_id = mistaken;
  UPDATE removal_tasks SET contributor_id = stranger WHERE enrolment_id = wrong AND contributor_id = mistaken;
  UPDATE invitations SET claimed_by = stranger WHERE enrolment_id = wrong AND claimed_by = mistaken;
END $$;
