ALTER TABLE "sessions" ADD COLUMN "acting_representation_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "assisted_by" uuid;