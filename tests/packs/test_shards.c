/* tests/packs/test_shards.c -- a run made by several gives what one gives. */
#include "packs/run.h"

#define IN     SCRATCH "/shards-in"
#define WHOLE  SCRATCH "/whole"
#define PARTS  SCRATCH "/parts"
#define ONLY   "--only XN1,XN2,Y63 --packs board,region"
#define THESE  ONLY " --input " IN
#define FOLDER PARTS "/2026-27-Q1"

static int
make_the_whole(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(sh("rm -rf " IN " " WHOLE "; cp -r input " IN
			    "; " FEW_RETURNS(IN) "; $SKILLMIX run " THESE
						 " --output " WHOLE),
	    0);
	return 0;
}

static int
compute_alone(void **state)
{
	assert_int_equal(sh("rm -rf " PARTS "; $SKILLMIX compute --input " IN
			    " --output " PARTS),
	    0);
	return 0;
}

static void
assert_merged(void)
{
	assert_int_equal(sh("$SKILLMIX merge " THESE " --output " PARTS), 0);
	assert_true(says(SCRATCH "/out", "Merged 3 packs;"));
	/* The store too: a shard only reads it. */
	assert_int_equal(sh("diff -r " WHOLE " " PARTS), 0);
}

static void
shards_at_once_give_what_one_run_gives(void **state)
{
	assert_int_equal(
	    sh("for i in 1 2 3 4; do $SKILLMIX render " THESE " --output " PARTS
	       " --jobs 1 --shard $i/4 & done; wait"),
	    0);
	assert_int_equal(number_of("ls " FOLDER "/manifest.shard-*-of-4.json |"
				   " wc -l"),
	    4);
	assert_merged();
}

static void
a_shard_or_pack_that_is_missing_is_named(void **state)
{
	assert_int_equal(sh("$SKILLMIX merge " THESE " --output " PARTS), 3);
	assert_true(says(SCRATCH "/err", "holds no manifest of a shard"));
	assert_int_equal(
	    sh("$SKILLMIX run " THESE " --output " PARTS " --shard 1/2"), 0);
	assert_int_equal(sh("$SKILLMIX merge " THESE " --output " PARTS), 1);
	assert_true(says(SCRATCH "/err", "shard 2/2 has not ended yet"));
	assert_true(says(SCRATCH "/err", "board report of XN2 is not what"));
	/* Shard 2 comes, and one of its files goes bad. */
	assert_int_equal(sh("$SKILLMIX run " THESE " --output " PARTS
			    " --shard 2/2; cp " FOLDER
			    "/trusts/XN2/XN2-board-report.pdf " SCRATCH
			    "/kept.pdf; echo x >> " FOLDER
			    "/trusts/XN2/XN2-board-report.pdf"),
	    0);
	assert_int_equal(sh("$SKILLMIX merge " THESE " --output " PARTS), 1);
	assert_true(says(SCRATCH "/err", "changed: the PDF itself"));
	assert_int_equal(sh("mv " SCRATCH "/kept.pdf " FOLDER
			    "/trusts/XN2/XN2-board-report.pdf"),
	    0);
	assert_merged();
	assert_int_equal(sh("$SKILLMIX verify " PARTS), 0);
}

static void
what_is_no_shard_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/99999999"};

	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_int_equal(sh("$SKILLMIX run --input " IN
				    " --output " PARTS " --shard=%s",
				     wrong[i]),
		    2);
	assert_true(says(SCRATCH "/err", "--shard is I/N"));
	/* Two runs that were split in different ways are not one. */
	assert_int_equal(
	    sh("$SKILLMIX run " THESE " --output " PARTS
	       " --shard 1/2; $SKILLMIX run " THESE " --output " PARTS
	       " --shard 1/3; $SKILLMIX merge " THESE " --output " PARTS),
	    3);
	assert_true(says(SCRATCH "/err", "in 2 and of one in 3 shards"));
}

static void
gnu_parallel_makes_the_shards(void **state)
{
	if (sh("parallel --version | grep -q GNU") != 0) {
		printf("skipped: GNU parallel is not installed\n");
		return;
	}
	assert_int_equal(
	    sh("seq 3 | parallel --will-cite -j 2 $SKILLMIX render " THESE
	       " --jobs 1 --output " PARTS " --shard {}/3"),
	    0);
	assert_merged();
}

static void
a_slurm_job_array_makes_the_shards(void **state)
{
	int status =
	    sh("SKILLMIX_OPTIONS='" ONLY
	       "' sh tests/tools/with_slurm.sh sbatch --wait --quiet --mem=0"
	       " --output=" SCRATCH "/slurm-%%a.out --array=1-2"
	       " tests/packs/shards.slurm " IN " " PARTS);

	if (status == 77) {
		printf("skipped: no Slurm of one node can be started here\n");
		return;
	}
	assert_int_equal(status, 0);
	assert_merged();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(
		shards_at_once_give_what_one_run_gives, compute_alone),
	    cmocka_unit_test_setup(
		a_shard_or_pack_that_is_missing_is_named, compute_alone),
	    cmocka_unit_test_setup(what_is_no_shard_is_refused, compute_alone),
	    cmocka_unit_test_setup(
		gnu_parallel_makes_the_shards, compute_alone),
	    cmocka_unit_test_setup(
		a_slurm_job_array_makes_the_shards, compute_alone),
	};
	return cmocka_run_group_tests(tests, make_the_whole, NULL);
}
