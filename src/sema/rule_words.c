/* rule_words.c - what a rule speaks of, as one clerk would say it to another. */
#include "sema/rule_tell.h"

static const struct bilingual nothing = {{"", 0}, {"", 0}};

static bool is_path(const struct rule_term *term)
{
    return term->operation == TERM_FIELD || term->operation == TERM_MEMBER;
}

static bool is_member(const struct rule_term *term, unsigned member)
{
    return term->operation == TERM_MEMBER && term->index == member;
}

/* Whether it is a number that the rule's author wrote. */
static bool is_number(const struct rule_term *term)
{
    return term->operation == TERM_CONSTANT && !term->is_implied;
}

/* What the last step of a path is called. */
static struct bilingual step_name(const struct rule_term *path)
{
    return path->operation == TERM_FIELD ? path->word->name : rule_member_info(path->index)->name;
}

/* 期限起始 of 期限.起始.年: but one “的” stands in what a path is called. */
static struct bilingual outer_words(struct arena *a, const struct rule_term *term)
{
    bool is_long = is_path(term) && is_path(term->left) && !term->left->is_implied;
    struct bilingual words = rule_term_words(a, term);
    if (is_long)
        words.chinese =
            rule_phrase(a, "{0}{1}", "", outer_words(a, term->left), step_name(term)).chinese;
    return words;
}

struct bilingual rule_truth_words(struct arena *a, const struct rule_term *term, bool truth)
{
    struct bilingual outer = nothing, name = rule_term_words(a, term);
    if (is_path(term) && is_path(term->left)) {
        outer = rule_term_words(a, term->left);
        name.chinese = step_name(term).chinese;
    }
    return (struct bilingual){
        rule_phrase(a, truth ? "{0}是“{1}”的" : "{0}不是“{1}”的", "", outer, name).chinese,
        rule_phrase(a, "", truth ? "{0}: yes" : "{0}: no", name, nothing).english,
    };
}

/* A sum or product of what has words; false for anything else. */
static bool arithmetic_words(struct arena *a, const struct rule_term *term, struct bilingual *words)
{
    const char *sign = term->operation == TERM_ADD        ? "{0} + {1}"
                       : term->operation == TERM_SUBTRACT ? "{0} - {1}"
                       : term->operation == TERM_MULTIPLY ? "{0} × {1}"
                       : term->operation == TERM_DIVIDE   ? "{0} / {1}"
                                                          : NULL;
    if (!sign || !is_path(term->left) || !(is_path(term->right) || is_number(term->right)))
        return false;
    *words =
        rule_phrase(a, sign, sign, rule_term_words(a, term->left), rule_term_words(a, term->right));
    return true;
}

/* Those of a collection that have a field, or have it not; false for any other filter. */
static bool filter_words(struct arena *a, const struct rule_term *term, struct bilingual *words)
{
    const struct rule_term *condition = term->right;
    bool is_negated = false;
    if (term->operation != TERM_FILTER || !is_path(term->left))
        return false;
    for (; condition->operation == TERM_NOT; condition = condition->left)
        is_negated = !is_negated;
    bool is_has = condition->operation == TERM_CALL && condition->index == FUNCTION_HAS;
    bool is_blank = condition->operation == TERM_CALL && condition->index == FUNCTION_BLANK;
    if ((!is_has && !is_blank) || !is_path(condition->left))
        return false;
    *words = rule_phrase(a, is_has != is_negated ? "有{1}的{0}" : "没有{1}的{0}",
                         is_has != is_negated ? "{0} with {1}" : "{0} without {1}",
                         rule_term_words(a, term->left), rule_term_words(a, condition->left));
    return true;
}

struct bilingual rule_term_words(struct arena *a, const struct rule_term *term)
{
    struct bilingual words;
    if (arithmetic_words(a, term, &words) || filter_words(a, term, &words))
        return words;
    if (!is_path(term))
        return rule_term_text(a, term);
    struct bilingual name = step_name(term);
    const struct rule_term *of = term->left;
    if (of->is_implied || of->operation == TERM_PROJECT)
        return name;
    struct bilingual outer = outer_words(a, of);
    /* What a target says is the target. */
    bool is_all = is_member(term, MEMBER_TARGET_VALUE) || is_member(term, MEMBER_TARGET_TEXT);
    if (is_all && is_path(of))
        return outer;
    return (struct bilingual){
        rule_phrase(a, "{0}的{1}", "", outer, name).chinese,
        rule_phrase(a, "", "{0}.{1}", outer, name).english,
    };
}

/* Whether the framework says it: the points of a category, the full marks. */
static bool is_of_framework(const struct rule_term *term)
{
    enum rule_subject of = is_path(term) ? term->left->type.subject : SUBJECT_NONE;
    return of == SUBJECT_LEVEL_ONE || of == SUBJECT_LEVEL_TWO || of == SUBJECT_FRAMEWORK;
}

struct bilingual rule_with_origin(struct arena *a, const struct rule_term *term,
                                  struct bilingual words)
{
    if (term->operation == TERM_CONSTANT || term->operation == TERM_ELEMENT)
        return words;
    if (is_of_framework(term))
        return rule_phrase(a, "{0}（体系规定）", "{0} (set by the framework)", words, nothing);
    return rule_phrase(a, "{0}（{1}）", "{0} ({1})", words, rule_term_words(a, term));
}

struct bilingual rule_range_words(struct arena *a, const struct rule_term *between,
                                  struct bilingual low, struct bilingual high, bool is_excluded)
{
    bool is_set = is_of_framework(between->right) && is_of_framework(between->third);
    struct bilingual words;
    if (!is_set) {
        low = rule_with_origin(a, between->right, low);
        high = rule_with_origin(a, between->third, high);
    }
    if (str_equal(low.chinese, high.chinese))
        words = is_excluded ? rule_phrase(a, "不能是 {0}", "{0} is not allowed", low, nothing)
                            : rule_phrase(a, "应是 {0}", "{0} required", low, nothing);
    else
        words = is_excluded
                    ? rule_phrase(a, "不能在 {0} 至 {1} 之间", "none from {0} to {1} allowed", low,
                                  high)
                    : rule_phrase(a, "应在 {0} 至 {1} 之间", "{0} to {1} required", low, high);
    return is_set ? rule_with_origin(a, between->right, words) : words;
}

/* ---- what none of them is --------------------------------------------------------------------- */

bool rule_kind_words(struct arena *a, const struct rule_term *condition, struct bilingual *kind)
{
    bool is_role = condition->operation == TERM_COMPARE && condition->relation == AST_EQUAL &&
                   condition->right->operation == TERM_CONSTANT &&
                   condition->right->constant.kind == RULE_NAME &&
                   (is_member(condition->left, MEMBER_LEVEL_ONE_ROLE) ||
                    is_member(condition->left, MEMBER_LEVEL_TWO_ROLE));
    if (is_role)
        *kind = rule_term_text(a, condition->right);
    return is_role;
}

struct bilingual rule_condition_words(struct arena *a, const struct rule_term *term)
{
    const struct rule_term *inner = term->operation == TERM_NOT ? term->left : term;
    bool is_call = inner->operation == TERM_CALL;
    bool is_wanting = is_call && term != inner && inner->index == FUNCTION_HAS;
    if (is_wanting || (is_call && term == inner && inner->index == FUNCTION_BLANK))
        return rule_phrase(a, "没有“{0}”", "no '{0}'", rule_term_words(a, inner->left), nothing);
    if (is_call && term == inner && inner->index == FUNCTION_WEAKENED)
        return rule_phrase(a, "“{0}”比“{1}”严", "'{0}' promises more than '{1}'",
                           rule_term_words(a, inner->left), rule_term_words(a, inner->right));
    return rule_term_text(a, term);
}
