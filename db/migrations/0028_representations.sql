CREATE TABLE "representations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"representative_id" uuid,
	"registered_by" uuid,
	"programmes" text[],
	"acts" text[] NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"selector" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"invited_until" timestamp (3) with time zone NOT NULL,
	"label" "bytea",
	"called_back" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"last_begun_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "representations_selector_unique" UNIQUE("selector")
);
--> statement-breakpoint
ALTER TABLE "representations" ADD CONSTRAINT "representations_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representations" ADD CONSTRAINT "representations_representative_id_contributors_id_fk" FOREIGN KEY ("representative_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representations" ADD CONSTRAINT "representations_registered_by_organisations_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "representations_contributor_id_index" ON "representations" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "representations_representative_id_index" ON "representations" USING btree ("representative_id");--> statement-breakpoint
CREATE INDEX "representations_registered_by_index" ON "representations" USING btree ("registered_by");
--> statement-breakpoint
ALTER TABLE representations ADD CONSTRAINT nobody_represents_herself CHECK (representative_id <> contributor_id);
--> statement-breakpoint
ALTER TABLE representations ADD CONSTRAINT ends_after_it_begins CHECK (first_day <= last_day);
--> statement-breakpoint
-- Both sides see it and end it, and the hospital those that it registered; accepting looks at all, so that no circle
-- closes; a sign-in looks whether it still holds.
ALTER TABLE representations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE representations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON representations TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject ON representations USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY representative_reads ON representations FOR SELECT USING (representative_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY representative_changes ON representations FOR UPDATE USING (representative_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY organisation_reads ON representations FOR SELECT USING (registered_by = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY organisation_ends ON representations FOR UPDATE USING (registered_by = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY organisation_registers ON representations FOR INSERT WITH CHECK (registered_by = (SELECT scoped_organisation())
  AND contributor_id IN (SELECT contributor_id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
CREATE POLICY claim ON representations USING ((SELECT scoped_task()) = 'claim');
--> statement-breakpoint
CREATE POLICY sign_in_reads ON representations FOR SELECT USING ((SELECT scoped_task()) = 'sign-in');
--> statement-breakpoint
-- What was agreed does not widen: whom it is for, what it covers and until when is written once, who accepted is
-- written once (and forgotten with an account that closes), and what has ended stays ended.
CREATE FUNCTION keep_representation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.contributor_id, NEW.registered_by, NEW.programmes, NEW.acts, NEW.first_day, NEW.last_day, NEW.created_at)
       IS DISTINCT FROM
     (OLD.id, OLD.contributor_id, OLD.registered_by, OLD.programmes, OLD.acts, OLD.first_day, OLD.last_day, OLD.created_at)
    OR (OLD.representative_id IS NOT NULL AND NEW.representative_id IS DISTINCT FROM OLD.representative_id
        AND (NEW.representative_id IS NOT NULL OR NEW.ended_at IS NULL))
    OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
  THEN RAISE EXCEPTION 'a representation does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keeps_what_was_agreed BEFORE UPDATE ON representations FOR EACH ROW EXECUTE FUNCTION keep_representation();
--> statement-breakpoint
-- Whoever closes her account represents nobody and is represented by nobody; those for whom she acted see that it ended.
CREATE FUNCTION leave_representations() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE representations
  SET representative_id = NULL, called_back = NULL, ended_at = coalesce(ended_at, clock_timestamp()),
      ended_by = coalesce(ended_by, 'representative')
  WHERE representative_id = scoped_subject();
  DELETE FROM representations WHERE contributor_id = scoped_subject();
$$;
