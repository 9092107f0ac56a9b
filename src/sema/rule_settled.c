/* rule_settled.c - what a framework decides of a rule before any project is judged. */
#include "sema/rule_slot.h"

/* Whether a member is the framework's own, or may be, of what is itself. */
static bool is_member_settled(const struct rule_term *term, bool left)
{
    switch ((enum rule_member)term->index) {
    case MEMBER_PROJECT_FRAMEWORK:
    case MEMBER_PROJECT_LEVEL_ONES:
    case MEMBER_PROJECT_LEVEL_TWOS:
    case MEMBER_INDICATOR_LEVEL_ONE:
    case MEMBER_INDICATOR_LEVEL_TWO:
        return term->left->operation == TERM_PROJECT || term->left->operation == TERM_ELEMENT;
    case MEMBER_LEVEL_ONE_INDICATORS:
    case MEMBER_LEVEL_TWO_INDICATORS:
        return false;
    default:
        break;
    }
    enum rule_subject subject = rule_member_info(term->index)->subject;
    return left && (subject == SUBJECT_LEVEL_ONE || subject == SUBJECT_LEVEL_TWO ||
                    subject == SUBJECT_FRAMEWORK);
}

static bool is_call_settled(const struct rule_term *term, bool parts)
{
    return parts && (term->index == FUNCTION_HAS || term->index == FUNCTION_BLANK ||
                     term->index == FUNCTION_ALL || term->index == FUNCTION_ANY ||
                     term->index == FUNCTION_COUNT || term->index == FUNCTION_LENGTH ||
                     term->index == FUNCTION_CONTAINS || term->index == FUNCTION_MATCHES);
}

bool rule_is_settled(const struct rule_term *term, bool parts)
{
    switch (term->operation) {
    case TERM_CONSTANT:
    case TERM_WORDS:
        return true;
    case TERM_ELEMENT:
        return term->type.kind == RULE_OBJECT &&
               (term->type.subject == SUBJECT_LEVEL_ONE || term->type.subject == SUBJECT_LEVEL_TWO);
    case TERM_MEMBER:
        return is_member_settled(term, parts);
    case TERM_CALL:
        return is_call_settled(term, parts);
    case TERM_FILTER:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        return parts;
    case TERM_PROJECT:
    case TERM_FIELD:
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
    case TERM_NEGATE:
        break;
    }
    return false;
}
