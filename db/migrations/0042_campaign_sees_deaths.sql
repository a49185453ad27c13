-- Nobody asks the dead again: who asks people sees who of them has died, and nothing of anybody else.
CREATE POLICY campaign_reads ON contributors FOR SELECT USING ((SELECT scoped_task()) = 'ask-again' AND died_on IS NOT NULL);
