ALTER TABLE "representations" ADD COLUMN "entered_by" uuid;--> statement-breakpoint
ALTER TABLE "representations" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "representations" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "representations" ADD CONSTRAINT "representations_entered_by_staff_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representations" ADD CONSTRAINT "representations_confirmed_by_staff_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What was accepted before counts as it did; what nobody has accepted yet waits for another clerk.
UPDATE representations SET confirmed_at = created_at WHERE registered_by IS NOT NULL AND accepted_at IS NOT NULL;
--> statement-breakpoint
ALTER TABLE representations ADD CONSTRAINT confirmed_by_another_clerk CHECK (confirmed_by <> entered_by);
--> statement-breakpoint
ALTER TABLE representations ADD CONSTRAINT accepted_once_confirmed
  CHECK (registered_by IS NULL OR accepted_at IS NULL OR confirmed_at IS NOT NULL);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_representation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.contributor_id, NEW.registered_by, NEW.entered_by, NEW.programmes, NEW.acts, NEW.first_day, NEW.last_day,
      NEW.created_at)
       IS DISTINCT FROM
     (OLD.id, OLD.contributor_id, OLD.registered_by, OLD.entered_by, OLD.programmes, OLD.acts, OLD.first_day, OLD.last_day,
      OLD.created_at)
    OR (OLD.representative_id IS NOT NULL AND NEW.representative_id IS DISTINCT FROM OLD.representative_id
        AND (NEW.representative_id IS NOT NULL OR NEW.ended_at IS NULL))
    OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
    OR (OLD.confirmed_at IS NOT NULL
        AND (NEW.confirmed_at, NEW.confirmed_by) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by))
  THEN RAISE EXCEPTION 'a representation does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
