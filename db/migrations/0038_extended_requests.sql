ALTER TABLE "rights_requests" ADD COLUMN "extended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "rights_requests" ADD COLUMN "sealed_reason" "bytea";--> statement-breakpoint
ALTER TABLE "rights_requests" ADD COLUMN "extended_by" uuid;--> statement-breakpoint
ALTER TABLE "rights_requests" ADD CONSTRAINT "rights_requests_extended_by_staff_id_fk" FOREIGN KEY ("extended_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;