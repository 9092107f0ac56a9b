/*
 * fuzz_merge.c - any text, edited twice and merged: either side of the result can be read.
 *
 * What follows the last byte 0xFF of the input says what the two sides do to the lines before it; without one
 * the text itself does.
 */
#include "fuzz/check.h"

#include "sema/merge.h"
#include "syntax/facts.h"
#include "syntax/parse.h"

/* Where the edits are taken from: bytes, and over again. */
struct plan {
    const uint8_t *bytes;
    size_t count, at;
};

static unsigned take(struct plan *plan)
{
    if (!plan->count)
        return 0;
    size_t at = plan->at++;
    return plan->bytes[at % plan->count] + (unsigned)(at / plan->count);
}

/* Lines dropped, doubled, moved, cut, or put together of two. */
static struct str edited(struct arena *a, struct str text, struct plan *plan)
{
    struct split_text lines = text_split(a, text);
    struct text_writer out = {.arena = a};
    uint32_t wait = take(plan) % 16;
    for (uint32_t i = 0; i < lines.count; i++) {
        struct str line = lines.items[i];
        if (wait-- > 0) {
            writer_put(&out, line);
            continue;
        }
        wait = take(plan) % 32;
        switch (take(plan) % 6) {
        case 0:
            break;
        case 1:
            writer_put(&out, line);
            writer_put(&out, line);
            break;
        case 2: /* with the next one */
            if (i + 1 < lines.count)
                writer_put(&out, lines.items[i + 1]);
            writer_put(&out, line);
            i++;
            break;
        case 3: /* another number */
            for (size_t at = 0; at < line.len; at++) {
                char c = line.ptr[at];
                char other = c >= '1' && c < '9' ? (char)(c + 1) : c;
                writer_put(&out, (struct str){&other, 1});
            }
            break;
        case 4:
            writer_put(&out, STR("  "));
            writer_put(&out, line);
            break;
        default:
            writer_put(&out, STR("    // 备注\n"));
            writer_put(&out, line);
        }
    }
    return writer_text(&out, 0);
}

static struct str by_lines(struct arena *a, struct str base, struct str ours, struct str theirs)
{
    struct text_writer out = {.arena = a};
    line_merge(&out, base, ours, theirs, MARKER_SIZE);
    return writer_text(&out, 0);
}

static void check_lines(struct arena *a, const struct str texts[MERGE_VERSIONS])
{
    CHECK(str_equal(by_lines(a, texts[0], texts[1], texts[0]), texts[1]));
    CHECK(str_equal(by_lines(a, texts[0], texts[0], texts[2]), texts[2]));
    CHECK(str_equal(by_lines(a, texts[0], texts[1], texts[1]), texts[1]));
}

/* Whether they hold is for the command, which merges by lines if they do not. */
static void count_facts(struct arena *a, const struct str texts[MERGE_VERSIONS], struct str result)
{
    struct str fact;
    struct facts *facts = facts_new(a, false);
    for (unsigned i = 0; i < MERGE_VERSIONS; i++)
        facts_add(facts, (enum fact_text)i, texts[i], MARKER_SIZE);
    facts_add(facts, FACTS_RESULT, result, MARKER_SIZE);
    (void)facts_hold(facts, &fact);
}

/* A line that is said to be in dispute makes a conflict, and nothing else of the merge impossible. */
static void check_dispute(struct arena *a, struct merge *m)
{
    const struct version *theirs = &m->versions[MERGE_THEIRS];
    if (!theirs->file->count)
        return;
    const struct part *last = theirs->file->children[theirs->file->count - 1];
    while (last->count)
        last = last->children[last->count - 1];
    struct str text = version_text(theirs, last->header);
    if (merge_dispute(m, text))
        CHECK(facts_stand_in(a, theirs->source->text, text));
    merge_run(m);
}

/* What one side of the conflicts makes is a text without syntax errors. */
static void check_tree(struct arena *a, struct merge *m, const struct str texts[MERGE_VERSIONS])
{
    merge_match(m);
    for (unsigned side = MERGE_OURS; side < MERGE_VERSIONS; side++) {
        struct diags d = {.arena = a};
        m->preferred = (enum merge_version)side;
        merge_run(m);
        parse(source_new(a, STR("r.jx"), writer_text(&m->out, 0)), a, &d, NULL);
        CHECK(!d.errors);
    }
    m->preferred = MERGE_BASE;
    merge_run(m);
    check_dispute(a, m);
    count_facts(a, texts, writer_text(&m->out, 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    size_t end = size;
    while (end > 0 && data[end - 1] != 0xFF)
        end--;
    struct plan plan = {end ? data + end : data, end ? size - end : size, 0};
    struct str texts[MERGE_VERSIONS] = {{(const char *)data, end ? end - 1 : size}};
    texts[MERGE_OURS] = edited(&a, texts[MERGE_BASE], &plan);
    texts[MERGE_THEIRS] = edited(&a, texts[MERGE_BASE], &plan);
    check_lines(&a, texts);
    struct vocabulary vocabulary = check_library()->vocabulary;
    struct merge m = {.arena = &a, .marker_size = MARKER_SIZE, .vocabulary = &vocabulary};
    bool readable = true;
    for (unsigned i = 0; readable && i < MERGE_VERSIONS; i++)
        readable = version_read(&m.versions[i], &a, source_new(&a, STR("a.jx"), texts[i]), &d);
    if (readable)
        check_tree(&a, &m, texts);
    arena_free(&a);
    return 0;
}
