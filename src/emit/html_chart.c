/* html_chart.c - bars as inline SVG in a table. */
#include "emit/html_chart.h"

enum { BAR_WIDTH = 1000, BAR_HEIGHT = 10 };
#define BAR_BOX STR("0 0 1000 10") /* both of them, as an attribute */

/* value × scale / whole, rounded to `places`; false if there is no such number. */
static bool scaled(struct rational value, struct rational whole, int64_t scale, unsigned places,
                   struct decimal *result)
{
    struct rational quotient;
    return value.denominator != 0 && whole.denominator != 0 && whole.numerator > 0 &&
           rational_divide(value, whole, &quotient) &&
           rational_multiply(quotient, rational_whole(scale), &quotient) &&
           rational_round(quotient, places, result);
}

struct str chart_share(struct arena *a, struct rational value, struct rational whole)
{
    struct decimal percent;
    char buffer[DECIMAL_TEXT_SIZE];
    if (!scaled(value, whole, 100, 1, &percent))
        return STR("");
    const struct str parts[] = {decimal_print(percent, buffer), STR("%")};
    return arena_join(a, parts, 2);
}

static void write_rectangle(struct html *h, const char *class, unsigned width)
{
    html_open_class(h, "rect", class);
    html_attribute_number(h, "width", width);
    html_attribute_number(h, "height", BAR_HEIGHT);
    html_close(h, "rect");
}

static void write_bar(struct html *h, const struct chart_bar *bar, struct rational whole)
{
    struct decimal width;
    if (!scaled(bar->value, whole, BAR_WIDTH, 0, &width))
        return;
    if (width.coefficient > BAR_WIDTH)
        width.coefficient = BAR_WIDTH;
    if (width.coefficient < 0)
        width.coefficient = 0;
    html_open_class(h, "svg", bar->depth ? "part" : "bar");
    html_attribute(h, "role", STR("img"));
    html_attribute(h, "viewBox", BAR_BOX);
    html_attribute(h, "preserveAspectRatio", STR("none"));
    html_open(h, "title");
    html_text(h, bar->label);
    html_text(h, STR(" "));
    html_text(h, chart_share(h->arena, bar->value, whole));
    html_close(h, "title");
    write_rectangle(h, "track", BAR_WIDTH);
    write_rectangle(h, "value", (unsigned)width.coefficient);
    html_close(h, "svg");
}

static void write_row(struct html *h, const struct chart_bar *bar, struct rational whole)
{
    static const char *const depths[] = {"depth0", "depth1", "depth2", "depth3"};
    const size_t deepest = sizeof depths / sizeof depths[0] - 1;
    html_open(h, "tr");
    html_open(h, "th");
    html_attribute(h, "scope", STR("row"));
    html_attribute(h, "class", str_of(depths[bar->depth < deepest ? bar->depth : deepest]));
    html_text(h, bar->label.len ? bar->label : html_word(h, "（未命名）", "(no name)"));
    html_close(h, "th");
    html_open_class(h, "td", "drawn");
    write_bar(h, bar, whole);
    html_close(h, "td");
    html_element(h, "td", "number", bar->text);
    html_element(h, "td", "number share", chart_share(h->arena, bar->value, whole));
    html_close(h, "tr");
}

void chart_write(struct html *h, const struct chart *chart)
{
    html_open_class(h, "section", "chart");
    html_element(h, "h3", NULL, chart->title);
    html_open(h, "table");
    html_element(h, "caption", "hidden", chart->title);
    html_open_class(h, "thead", "hidden");
    html_open(h, "tr");
    for (unsigned i = 0; i < 4; i++) {
        html_open(h, "th");
        html_attribute(h, "scope", STR("col"));
        switch (i) {
        case 0:
            html_say(h, "项", "item");
            break;
        case 1:
            html_say(h, "图", "bar");
            break;
        case 2:
            html_say(h, "数值", "value");
            break;
        default:
            html_text(h, chart->share);
            break;
        }
        html_close(h, "th");
    }
    html_close(h, "tr");
    html_close(h, "thead");
    html_open(h, "tbody");
    for (size_t i = 0; i < chart->count; i++)
        write_row(h, &chart->bars[i], chart->whole);
    html_close(h, "tbody");
    html_close(h, "table");
    html_close(h, "section");
}
