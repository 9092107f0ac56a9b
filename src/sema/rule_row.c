/* rule_row.c - rows for the things of a project, and who of them is suspected of what. */
#include "sema/rule_choice.h"
#include "sema/rule_sort.h"

/* Where the rows of things of one subject are made. */
struct making {
    struct rule_store *store;
    const struct rule_sort *sort; /* of the thing at hand, */
    uint64_t marks;               /* and those of its own text */
    size_t values, all;           /* in a row */
    unsigned text;                /* the slot of its own text, or 0 */
};

static struct making making_of(struct rule_store *store, enum rule_subject subject)
{
    const struct rule_slots *slots = store->slots;
    return (struct making){.store = store,
                           .values = slots->values[subject] + 1,
                           .all = slots->all[subject] + 1,
                           .text = slots->sought[subject] ? slots->text[subject] : 0};
}

/* A row with what the sort answers, and the thing's own text. */
static struct rule_row *row_of(const struct making *m, const struct rule_value *text)
{
    struct arena *a = m->store->arena;
    struct rule_row *row = arena_bytes(a, sizeof *row);
    unsigned char *states = arena_bytes(a, m->all);
    row->store = m->store;
    row->states = memcpy(states, m->sort->states, m->all);
    row->values = arena_bytes(a, m->values * sizeof *row->values);
    row->marks = arena_bytes(a, m->values * sizeof *row->marks);
    if (m->text) {
        row->values[m->text] = *text;
        row->marks[m->text] = m->marks;
        states[m->text] = text->kind == RULE_TEXT ? STATE_MARKED : STATE_KNOWN;
    }
    return row;
}

/* The marks of the thing's own text, which is the value; 0 of what is none. */
static uint64_t marks_of(const struct making *m, enum rule_subject subject,
                         const struct rule_value *value)
{
    struct str text;
    return rule_text_of(value, &text)
               ? rule_marks_in(m->store, m->store->slots->sought[subject], text)
               : 0;
}

/* Whether the thing at hand may fail, or be found by, anything. */
static inline bool is_suspicious(const struct making *m)
{
    return m->sort->plain_count || (m->sort->marks & m->marks);
}

static void suspect(const struct making *m, const struct rule_value *thing)
{
    const struct rule_sort *sort = m->sort;
    unsigned count = sort->marks & m->marks ? sort->left_count : sort->plain_count;
    struct rule_suspect *new = arena_bytes(m->store->arena, (count + 1) * sizeof *new);
    for (unsigned i = 0; i < count; i++) {
        const struct rule_left *left = &sort->left[i];
        if (i >= sort->plain_count && !(left->marks & m->marks))
            continue;
        struct rule_suspects *suspects = rule_suspects_at(m->store, left->number);
        *new = (struct rule_suspect){thing, left, NULL};
        *suspects->last = new;
        suspects->last = &new->next;
        new ++;
    }
}

bool rule_things_suspect(struct rule_store *store, enum rule_subject subject,
                         struct rule_value *things, size_t count)
{
    struct making m = making_of(store, subject);
    bool is_idle = true;
    enum rule_member own = subject == SUBJECT_TEXT ? MEMBER_TEXT_TEXT : MEMBER_INDICATOR_NAME;
    for (size_t i = 0; i < count; i++) {
        struct rule_value text;
        m.sort = rule_sort_of(store, subject, &things[i]);
        if (m.text) {
            rule_member_value(&things[i], own, &text);
            m.marks = marks_of(&m, subject, &text);
        }
        if (is_suspicious(&m) || subject == SUBJECT_PROJECT) { /* whose row has all things */
            things[i].row = row_of(&m, &text);
            suspect(&m, &things[i]);
        }
        is_idle &= m.sort->rule_count == 0;
    }
    return is_idle;
}

void rule_text_suspect(struct rule_store *store, const struct rule_value *text)
{
    struct making m = making_of(store, SUBJECT_TEXT);
    const struct rule_prose *prose = text->object;
    struct rule_value value;
    m.sort = rule_sort_of(store, SUBJECT_TEXT, text);
    if (m.text && m.sort->left_count)
        m.marks = rule_marks_in(store, store->slots->sought[SUBJECT_TEXT], prose->value->text);
    if (!is_suspicious(&m))
        return;
    struct rule_prose *kept_prose = arena_bytes(store->arena, sizeof *kept_prose);
    struct rule_value *kept = arena_bytes(store->arena, sizeof *kept);
    rule_member_value(text, MEMBER_TEXT_TEXT, &value);
    *kept_prose = *prose;
    *kept = *text;
    kept->object = kept_prose;
    kept->row = row_of(&m, &value);
    suspect(&m, kept);
}
