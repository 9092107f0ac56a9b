/* nearest.c - “did you mean”. */
#include "base/nearest.h"

struct nearest nearest_to(struct str written)
{
    return (struct nearest){.written = written, .distance = utf8_distance_allowed(written)};
}

/* Whether one is the beginning of the other: 人 of 人员, rather than 人次. */
static bool is_beginning(struct str a, struct str b)
{
    return a.len && b.len && (str_starts_with(a, b) || str_starts_with(b, a));
}

void nearest_try(struct nearest *nearest, struct str name)
{
    unsigned distance = utf8_distance(nearest->written, name, nearest->distance);
    if (distance > nearest->distance || str_equal(name, nearest->name))
        return;
    bool ties = distance == nearest->distance && nearest->name.len;
    bool begins = is_beginning(nearest->written, name);
    if (ties && is_beginning(nearest->written, nearest->name) && !begins)
        return;
    nearest->is_tied = ties && begins == is_beginning(nearest->written, nearest->name);
    nearest->distance = distance;
    nearest->name = name;
}

void nearest_try_both(struct nearest *nearest, struct str chinese, struct str english)
{
    nearest_try(nearest, chinese);
    nearest_try(nearest, english);
}

struct str nearest_name(const struct nearest *nearest)
{
    struct str nothing = {0};
    return nearest->is_tied ? nothing : nearest->name;
}
