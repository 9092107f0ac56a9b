/* merge_match.c - which part of one version is which of another. */
#include "base/map.h"
#include "sema/merge_state.h"

/* Parts of one key, as numbers of siblings. */
struct group {
    struct part **parts;
    size_t count, room;
    struct group *next;
};

struct groups {
    struct map map;
    struct group *first, **last;
};

static void group_add(struct groups *groups, struct arena *a, struct str key, struct part *part)
{
    /* What a map holds may be changed by its owner. */
    struct group *group = (struct group *)(uintptr_t)map_get(&groups->map, key);
    if (!group) {
        group = ARENA_NEW(a, struct group);
        map_put(&groups->map, a, key, group);
        *groups->last = group;
        groups->last = &group->next;
    }
    if (group->count == group->room) {
        group->room = group->room ? group->room * 2 : 2;
        group->parts = arena_grow(a, group->parts, sizeof *group->parts, group->count, group->room);
    }
    group->parts[group->count++] = part;
}

/* Which link of a part leads to its like: from ours or theirs to the base, or between the two. */
static bool is_free(const struct part *part, bool between_sides)
{
    return between_sides ? !part->base && !part->twin : !part->base;
}

static void join(struct part *one, struct part *other, enum merge_version version)
{
    if (version == MERGE_BASE) { /* two sides, without a base */
        one->twin = other;
        other->twin = one;
        return;
    }
    other->base = one;
    if (version == MERGE_OURS)
        one->ours = other;
    else
        one->theirs = other;
}

static bool is_joined(const struct part *one, enum merge_version version)
{
    return version == MERGE_BASE   ? one->base || one->twin
           : version == MERGE_OURS ? one->ours != NULL
                                   : one->theirs != NULL;
}

/* ---- parts of one key ---------------------------------------------------------------------- */

static struct split_text hashes(struct arena *a, const struct group *group)
{
    struct split_text lines = {ARENA_ARRAY(a, struct str, group->count + 1), 0};
    for (size_t i = 0; i < group->count; i++)
        lines.items[lines.count++] =
            (struct str){(const char *)&group->parts[i]->hash, sizeof group->parts[i]->hash};
    return lines;
}

/* Parts that say the same are the same ones, in their order; between them, where there are as many on either
 * side (and `pairs_rest`), they are so by their order. */
static void join_groups(struct arena *a, const struct group *one, const struct group *other,
                        enum merge_version version, bool pairs_rest)
{
    struct split_text old = hashes(a, one), new = hashes(a, other);
    size_t count;
    struct diff_hunk *hunks = line_diff(a, &old, &new, &count);
    uint32_t i = 0, j = 0;
    for (size_t at = 0; at <= count; at++) {
        struct diff_hunk hunk =
            at < count ? hunks[at] : (struct diff_hunk){old.count, old.count, new.count, new.count};
        for (; i < hunk.old_start; i++, j++)
            join(one->parts[i], other->parts[j], version);
        bool alike = hunk.old_end - hunk.old_start == hunk.new_end - hunk.new_start;
        for (; alike && pairs_rest && i < hunk.old_end; i++, j++)
            join(one->parts[i], other->parts[j], version);
        i = hunk.old_end;
        j = hunk.new_end;
    }
}

/* ---- 编号 ---------------------------------------------------------------------------------- */

/* The value of its 编号 with its head before it, or empty. */
static struct str numbered_key(struct arena *a, const struct part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct part *child = part->children[i];
        const struct ast_expression *value = child->node->values;
        if ((str_equal(child->head, STR("编号")) || str_equal(child->head, STR("code"))) && value &&
            value->kind == AST_TEXT && value->text.len)
            return arena_format(a, "%" STR_FORMAT "\n%" STR_FORMAT, STR_ARG(part->head),
                                STR_ARG(value->text));
    }
    return (struct str){0};
}

/* Parts that are left over and have one 编号. */
static void join_numbered(struct arena *a, const struct part *one, const struct part *other,
                          enum merge_version version)
{
    struct map numbers = {0};
    for (size_t i = 0; i < one->count; i++) {
        if (is_joined(one->children[i], version))
            continue;
        struct str key = numbered_key(a, one->children[i]);
        if (key.len && !map_get(&numbers, key))
            map_put(&numbers, a, key, one->children[i]);
    }
    for (size_t i = 0; i < other->count && numbers.count; i++) {
        struct part *child = other->children[i];
        if (!is_free(child, version == MERGE_BASE))
            continue;
        struct str key = numbered_key(a, child);
        struct part *found = key.len ? (struct part *)(uintptr_t)map_get(&numbers, key) : NULL;
        if (found && !is_joined(found, version))
            join(found, child, version);
    }
}

/* ---- renamed -------------------------------------------------------------------------------- */

/* The sibling before a part, or behind it; NULL if there is none. */
static const struct part *sibling(const struct part *part, bool behind)
{
    const struct part *block = part->parent;
    if (behind)
        return part->place + 1 < block->count ? block->children[part->place + 1] : NULL;
    return part->place ? block->children[part->place - 1] : NULL;
}

/* Whether the neighbours of two parts are the same ones: what stood between them is what stands there. */
static bool in_one_place(const struct part *base, const struct part *other)
{
    const struct part *before = sibling(other, false), *behind = sibling(other, true);
    return (before ? before->base : NULL) == sibling(base, false) &&
           (behind ? behind->base : NULL) == sibling(base, true) && (!before || before->base) &&
           (!behind || behind->base);
}

/* What a part is but for its name and comments: its head, its value and what stands in its block; empty if
 * it has no name. */
static struct str content_key(const struct merge *m, const struct part *part)
{
    bool is_line = part->node->head->kind == AST_TEXT;
    if ((!is_line && !part->node->labels) || part->content.start == part->content.end)
        return (struct str){0};
    return arena_format(m->arena, "%" STR_FORMAT "\n%016llx",
                        STR_ARG(is_line ? STR("\"") : part->head),
                        (unsigned long long)part->content_hash);
}

/*
 * Parts that are left over and say the same but for their names: one was renamed. They must be the only
 * ones, and hold something or stand in one place: a line of which nothing but the amount is alike is
 * another one elsewhere.
 */
static void join_renamed(struct merge *m, const struct part *one, const struct part *other,
                         enum merge_version version)
{
    struct groups old = {.first = NULL}, new = {.first = NULL};
    old.last = &old.first;
    new.last = &new.first;
    for (size_t i = 0; i < one->count; i++) {
        struct str key = content_key(m, one->children[i]);
        if (key.len && !is_joined(one->children[i], version))
            group_add(&old, m->arena, key, one->children[i]);
    }
    for (size_t i = 0; i < other->count && old.first; i++) {
        struct str key = content_key(m, other->children[i]);
        if (key.len && !other->children[i]->base && map_get(&old.map, key))
            group_add(&new, m->arena, key, other->children[i]);
    }
    for (const struct group *group = new.first; group; group = group->next) {
        struct part *part = group->parts[0];
        const struct group *found = map_get(&old.map, content_key(m, part));
        if (group->count == 1 && found->count == 1 &&
            (part->count || in_one_place(found->parts[0], part)))
            join(found->parts[0], part, version);
    }
}

/* The one part left over with this head, or NULL if there are none or several. */
static struct part *only_project(const struct part *file, enum merge_version version, bool is_one)
{
    struct part *found = NULL;
    for (size_t i = 0; i < file->count; i++) {
        struct part *part = file->children[i];
        bool left = is_one ? !is_joined(part, version) : is_free(part, version == MERGE_BASE);
        if (!left || !part->has_block ||
            !(str_equal(part->head, STR("项目")) || str_equal(part->head, STR("project"))))
            continue;
        if (found)
            return NULL;
        found = part;
    }
    return found;
}

/* ---- blocks -------------------------------------------------------------------------------- */

/* Whether a block may hold several nodes with this head and nothing to tell them apart. */
static bool may_stand_many_times(const struct merge *m, const struct part *part)
{
    if (part->node->labels || part->node->head->kind == AST_TEXT)
        return false;
    for (enum block block = 0; block < BLOCK_NONE; block++) {
        const struct word *word = vocabulary_find(m->vocabulary, block, part->head);
        if (word && word->count == COUNT_MANY)
            return true;
    }
    return false;
}

/* Which children of two blocks are the same; `version` is that of the other one, or MERGE_BASE for what the
 * two sides added. */
static void match_children(struct merge *m, const struct part *one, const struct part *other,
                           enum merge_version version)
{
    bool adds = version == MERGE_BASE;
    struct groups groups = {.first = NULL}, others = {.first = NULL};
    groups.last = &groups.first;
    others.last = &others.first;
    for (size_t i = 0; i < one->count; i++) {
        if (!is_joined(one->children[i], version))
            group_add(&groups, m->arena, one->children[i]->key, one->children[i]);
    }
    for (size_t i = 0; i < other->count; i++) {
        if (is_free(other->children[i], adds))
            group_add(&others, m->arena, other->children[i]->key, other->children[i]);
    }
    for (const struct group *group = groups.first; group; group = group->next) {
        const struct group *found = map_get(&others.map, group->parts[0]->key);
        if (!found)
            continue;
        bool pairs_rest = !adds || !may_stand_many_times(m, group->parts[0]);
        join_groups(m->arena, group, found, version, pairs_rest);
    }
    join_numbered(m->arena, one, other, version);
    if (!adds)
        join_renamed(m, one, other, version);
    if (!one->node) {
        struct part *project = only_project(one, version, true);
        struct part *like = project ? only_project(other, version, false) : NULL;
        if (like)
            join(project, like, version);
    }
}

/* Goes down into the blocks that two versions have in common. */
static void match_below(struct merge *m, const struct part *one, const struct part *other,
                        enum merge_version version)
{
    match_children(m, one, other, version);
    for (size_t i = 0; i < one->count; i++) {
        const struct part *child = one->children[i];
        const struct part *like = version == MERGE_BASE   ? child->twin
                                  : version == MERGE_OURS ? child->ours
                                                          : child->theirs;
        if (like)
            match_below(m, child, like, version);
    }
}

/* What both sides added inside blocks that all three have. */
static void match_added(struct merge *m, const struct part *base)
{
    if (!base->ours || !base->theirs)
        return;
    match_children(m, base->ours, base->theirs, MERGE_BASE);
    for (size_t i = 0; i < base->ours->count; i++) {
        const struct part *child = base->ours->children[i];
        if (child->twin)
            match_below(m, child, child->twin, MERGE_BASE);
    }
    for (size_t i = 0; i < base->count; i++)
        match_added(m, base->children[i]);
}

void merge_match(struct merge *m)
{
    struct part *base = m->versions[MERGE_BASE].file, *ours = m->versions[MERGE_OURS].file,
                *theirs = m->versions[MERGE_THEIRS].file;
    join(base, ours, MERGE_OURS);
    join(base, theirs, MERGE_THEIRS);
    match_below(m, base, ours, MERGE_OURS);
    match_below(m, base, theirs, MERGE_THEIRS);
    match_added(m, base);
}

/* ---- the order of the result --------------------------------------------------------------- */

/* Whether what a block kept of the base stands in the base's order. */
static bool keeps_order(const struct part *block)
{
    size_t last = 0;
    for (size_t i = 0; i < block->count; i++) {
        const struct part *base = block->children[i]->base;
        if (base && base->place < last)
            return false;
        last = base ? base->place : last;
    }
    return true;
}

static struct merge_row *new_row(struct merge *m, struct part *part, bool is_ours)
{
    struct merge_row *row = ARENA_NEW(m->arena, struct merge_row);
    struct part *other = part->base ? is_ours ? part->base->theirs : part->base->ours : part->twin;
    row->base = part->base;
    row->ours = is_ours ? part : other;
    row->theirs = is_ours ? other : part;
    return row;
}

struct merge_row *merge_rows(struct merge *m, const struct part *ours, const struct part *theirs)
{
    bool by_ours = keeps_order(theirs) || !keeps_order(ours);
    const struct part *frame = by_ours ? ours : theirs, *other = by_ours ? theirs : ours;
    struct merge_row *first = NULL, **last = &first;
    /* The row of each child of the other side, once it has one. */
    struct merge_row **rows = ARENA_ARRAY(m->arena, struct merge_row *, other->count + 1);
    for (size_t i = 0; i < frame->count; i++) {
        *last = new_row(m, frame->children[i], by_ours);
        const struct part *like = row_part(*last, by_ours ? MERGE_THEIRS : MERGE_OURS);
        if (like)
            rows[like->place] = *last;
        last = &(*last)->next;
    }
    struct merge_row *before = NULL;
    for (size_t i = 0; i < other->count; i++) {
        if (rows[i]) {
            before = rows[i];
            continue;
        }
        /* Behind what the frame added there itself. */
        struct merge_row **place = before ? &before->next : &first;
        while (*place && !(*place)->base && !((*place)->ours && (*place)->theirs))
            place = &(*place)->next;
        struct merge_row *row = new_row(m, other->children[i], !by_ours);
        row->next = *place;
        *place = row;
        before = row;
    }
    return first;
}
