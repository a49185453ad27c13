CREATE TABLE "data_use_figures" (
	"week" text PRIMARY KEY NOT NULL,
	"figures" jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "data_uses" ADD COLUMN "author_id" uuid;--> statement-breakpoint
ALTER TABLE "data_uses" ADD COLUMN "approver_id" uuid;--> statement-breakpoint
ALTER TABLE "data_uses" ADD COLUMN "created_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "data_uses" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "data_uses" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "data_uses" ADD CONSTRAINT "data_uses_author_id_staff_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_uses" ADD CONSTRAINT "data_uses_approver_id_staff_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What was approved is what people were asked about: its scope and its words never change, and another scope is another
-- data use. Only its state goes on: suspended, resumed, ended, which is for good.
CREATE FUNCTION keep_what_was_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND NEW.status <> 'draft' AND (OLD.status <> 'ended' OR NEW.status = 'ended')
    AND to_jsonb(NEW) - 'status' - 'ended_at' = to_jsonb(OLD) - 'status' - 'ended_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an approved data use does not change' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_what_was_approved BEFORE UPDATE OR DELETE ON data_uses FOR EACH ROW EXECUTE FUNCTION keep_what_was_approved();
--> statement-breakpoint
-- A week's figures are taken once, those of all data uses at the same moment.
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON data_use_figures FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON data_use_figures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
