/* utf8.c - Unicode text as bytes: what is no text, and code points. */
#include "base/utf8.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

/* Code points that a reader cannot see or that move others about, ascending. Those called invisible
 * are Unicode's Default_Ignorable_Code_Point, the line separators, annotation marks and the braille
 * blank. */
static const struct {
    uint32_t first, last;
    enum utf8_fault fault;
} hidden[] = {
    {0x0000, 0x0000, UTF8_NUL},           {0x0001, 0x0008, UTF8_CONTROL},
    {0x000B, 0x001F, UTF8_CONTROL},       {0x007F, 0x009F, UTF8_CONTROL},
    {0x00AD, 0x00AD, UTF8_INVISIBLE},     {0x034F, 0x034F, UTF8_INVISIBLE},
    {0x061C, 0x061C, UTF8_BIDIRECTIONAL}, {0x115F, 0x1160, UTF8_INVISIBLE},
    {0x17B4, 0x17B5, UTF8_INVISIBLE},     {0x180B, 0x180F, UTF8_INVISIBLE},
    {0x200B, 0x200D, UTF8_INVISIBLE},     {0x200E, 0x200F, UTF8_BIDIRECTIONAL},
    {0x2028, 0x2029, UTF8_INVISIBLE},     {0x202A, 0x202E, UTF8_BIDIRECTIONAL},
    {0x2060, 0x2065, UTF8_INVISIBLE},     {0x2066, 0x2069, UTF8_BIDIRECTIONAL},
    {0x206A, 0x206F, UTF8_INVISIBLE},     {0x2800, 0x2800, UTF8_INVISIBLE},
    {0x3164, 0x3164, UTF8_INVISIBLE},     {0xFE00, 0xFE0F, UTF8_INVISIBLE},
    {0xFEFF, 0xFEFF, UTF8_INVISIBLE},     {0xFFA0, 0xFFA0, UTF8_INVISIBLE},
    {0xFFF0, 0xFFFB, UTF8_INVISIBLE},     {0x1BCA0, 0x1BCA3, UTF8_INVISIBLE},
    {0x1D173, 0x1D17A, UTF8_INVISIBLE},   {0xE0000, 0xE0FFF, UTF8_INVISIBLE},
};

/*
 * The rows above and the invalid sequences among those of three bytes, as blocks of 64 code points:
 * bit b of row l is the block whose first byte is E0 + l and whose second is 80 + b. A clear bit
 * means that every code point of the block is sound, which is all that utf8_check asks of most text.
 */
static const uint64_t doubtful[16] = {
    [0x0] = 0xFFFFFFFF,                                  /* overlong */
    [0x1] = 1ull << 0x05 | 1ull << 0x1E | 1ull << 0x20,  /* U+1140, U+1780, U+1800 */
    [0x2] = 1ull << 0x00 | 1ull << 0x01 | 1ull << 0x20,  /* U+2000, U+2040, U+2800 */
    [0x3] = 1ull << 0x05,                                /* U+3140 */
    [0xD] = 0xFFFFFFFFull << 32,                         /* surrogates */
    [0xF] = 1ull << 0x38 | 1ull << 0x3B | 1ull << 0x3E | /* U+FE00, U+FEC0, U+FF80 */
            1ull << 0x3F,                                /* U+FFC0 */
};

/* The same for two bytes: bit l stands for the first byte C0 + l. */
static const uint32_t doubtful_pairs = 1u << 0x00 | 1u << 0x01 | /* overlong */
                                       1u << 0x02 | 1u << 0x0D | /* U+0080, U+0340 */
                                       1u << 0x18;               /* U+0600 */

/* Bytes of the sequence at `bytes`, of which `left` (at least 1) may be read; 0 if it is not UTF-8. */
static size_t decode(const unsigned char *bytes, size_t left, uint32_t *point)
{
    unsigned lead = bytes[0];
    if (lead < 0x80) {
        *point = lead;
        return 1;
    }
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || length > left)
        return 0;
    uint32_t value = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3F);
    }
    if ((length == 3 && (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF))) ||
        (length == 4 && (value < 0x10000 || value > 0x10FFFF)))
        return 0;
    *point = value;
    return length;
}

static bool follows_ideograph(const unsigned char *bytes, size_t at)
{
    uint32_t point;
    for (size_t length = 3; length <= 4 && length <= at; length++)
        if (decode(bytes + at - length, length, &point) == length && utf8_is_ideograph(point))
            return true;
    return false;
}

/* What is wrong with the one character at byte `at`, and its length; an invalid byte counts alone. */
static enum utf8_fault judge(const unsigned char *bytes, size_t size, size_t at, size_t *length)
{
    uint32_t point;
    *length = decode(bytes + at, size - at, &point);
    if (*length == 0) {
        *length = 1;
        return UTF8_INVALID;
    }
    size_t row = 0, rows = sizeof hidden / sizeof hidden[0];
    while (row < rows && point > hidden[row].last)
        row++;
    if (row == rows || point < hidden[row].first)
        return UTF8_OK;
    if (point == '\r' && at + 1 < size && bytes[at + 1] == '\n')
        return UTF8_OK;
    bool is_selector =
        (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    if (is_selector && follows_ideograph(bytes, at))
        return UTF8_OK;
    return hidden[row].fault;
}

/*
 * The top bit of each byte of `word` that is a control other than TAB and LF. Exact up to the first
 * byte that is not ASCII: sums of ASCII bytes and 7F or less carry into no neighbour.
 */
static uint64_t control_bits(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u, tops = ones * 0x80;
    uint64_t printable = word + ones * 0x60;
    uint64_t not_feed = (word ^ ones * '\n') + ones * 0x7F;
    uint64_t not_tab = (word ^ ones * '\t') + ones * 0x7F;
    uint64_t delete = word + ones;
    return ((~printable & not_feed & not_tab) | delete) & tops;
}

/* The length of the character of three or two bytes at `b`, which are three, if it lies in no
 * doubtful block; else 0. */
static size_t sound_length(const unsigned char *b)
{
    uint32_t word = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;
    if ((word & 0xC0C0F0) == 0x8080E0 && !(doubtful[word & 0xF] >> (word >> 8 & 0x3F) & 1))
        return 3;
    return (word & 0xC0E0) == 0x80C0 && !(doubtful_pairs >> (word & 0x1F) & 1) ? 2 : 0;
}

/* Past the characters at `at` of which that says enough. */
static size_t skip_blocks(const unsigned char *bytes, size_t size, size_t at)
{
    size_t length;
    while (size - at >= 3 && (length = sound_length(bytes + at)))
        at += length;
    return at;
}

#ifdef __SSE2__

enum { BLOCK = 64, BLOCK_ROOM = BLOCK + 2 /* of each byte two more are looked at */ };

/* A bit for each byte of a block, the first byte's lowest. */
struct block {
    uint64_t high;   /* not ASCII */
    uint64_t behind; /* 80 to BF: the second byte of a character, or a later one */
    uint64_t odd; /* a control, or the first byte of a character that may be in a doubtful block */
};

/* Reads the 16 bytes of the block from byte `at` on. */
static inline void read_sixteen(const unsigned char *bytes, unsigned at, struct block *block)
{
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + at));
    __m128i next = _mm_loadu_si128((const __m128i *)(bytes + at + 1));
    __m128i behind = _mm_cmplt_epi8(here, _mm_set1_epi8((char)0xC0));
    /* Nearly all of Chinese: E4 to EC; E3 but U+3140 to U+317F; EF BC and EF BD, full-width signs. */
    __m128i row = _mm_sub_epi8(here, _mm_set1_epi8((char)0xE4));
    __m128i ideograph = _mm_cmpeq_epi8(_mm_min_epu8(row, _mm_set1_epi8(8)), row);
    __m128i kana = _mm_andnot_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8((char)0x85)),
                                    _mm_cmpeq_epi8(here, _mm_set1_epi8((char)0xE3)));
    __m128i wide = _mm_and_si128(
        _mm_cmpeq_epi8(here, _mm_set1_epi8((char)0xEF)),
        _mm_cmpeq_epi8(_mm_and_si128(next, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xBC)));
    __m128i sound = _mm_or_si128(_mm_or_si128(ideograph, kana), _mm_or_si128(wide, behind));
    /* The byte after a control is 01 to 20, or 80 after DEL; a TAB's and an LF's are 0A and 0B. */
    __m128i after = _mm_add_epi8(here, _mm_set1_epi8(1));
    __m128i blank =
        _mm_cmpeq_epi8(_mm_and_si128(after, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8(0x0A));
    __m128i control = _mm_andnot_si128(blank, _mm_cmplt_epi8(after, _mm_set1_epi8(0x21)));
    /* Of these two only the top bit counts, which `here` has in all but ASCII. */
    __m128i odd = _mm_or_si128(_mm_andnot_si128(sound, here), _mm_andnot_si128(here, control));
    block->high |= (uint64_t)(unsigned)_mm_movemask_epi8(here) << at;
    block->behind |= (uint64_t)(unsigned)_mm_movemask_epi8(behind) << at;
    block->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << at;
}

static inline struct block read_block_by_16(const unsigned char *bytes)
{
    struct block block = {0};
    read_sixteen(bytes, 0, &block);
    read_sixteen(bytes, 16, &block);
    read_sixteen(bytes, 32, &block);
    read_sixteen(bytes, 48, &block);
    return block;
}

/* What a byte is, by the upper and the lower half of it: the bits that both have. */
enum {
    BEHIND = 0x80,
    CONTROL = 0x01,    /* 00 to 1F but 09, 0A, 19 and 1A */
    HIGH_CONTROL = 2,  /* 10 to 1F */
    DELETE = 4,        /* 7F */
    OTHER_LENGTH = 8,  /* C0 to DF and F0 to FF */
    DOUBTFUL_ROW = 16, /* E0, E1, E2, ED and EE */
};

/* Reads the 32 bytes of the block from byte `at` on. */
__attribute__((target("avx2"))) static inline void read_32(const unsigned char *bytes, unsigned at,
                                                           struct block *block)
{
    enum {
        ALL = BEHIND | HIGH_CONTROL | OTHER_LENGTH,
        MOST = ALL | CONTROL,
        ROW = MOST | DOUBTFUL_ROW
    };
    const __m256i of_upper = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        CONTROL, CONTROL | HIGH_CONTROL, 0, 0, 0, 0, 0, DELETE, (char)BEHIND, (char)BEHIND,
        (char)BEHIND, (char)BEHIND, OTHER_LENGTH, OTHER_LENGTH, DOUBTFUL_ROW, OTHER_LENGTH));
    const __m256i of_lower = _mm256_broadcastsi128_si256(
        _mm_setr_epi8((char)ROW, (char)ROW, (char)ROW, (char)MOST, (char)MOST, (char)MOST,
                      (char)MOST, (char)MOST, (char)MOST, (char)ALL, (char)ALL, (char)MOST,
                      (char)MOST, (char)ROW, (char)ROW, (char)(MOST | DELETE)));
    const __m256i half = _mm256_set1_epi8(0x0F);
    __m256i here = _mm256_loadu_si256((const __m256i *)(bytes + at));
    __m256i next = _mm256_loadu_si256((const __m256i *)(bytes + at + 1));
    __m256i upper = _mm256_and_si256(_mm256_srli_epi16(here, 4), half);
    __m256i class = _mm256_and_si256(_mm256_shuffle_epi8(of_upper, upper),
                                     _mm256_shuffle_epi8(of_lower, _mm256_and_si256(here, half)));
    /* As in read_sixteen: E3 85, and EF but for EF BC and EF BD. */
    __m256i kana = _mm256_and_si256(_mm256_cmpeq_epi8(here, _mm256_set1_epi8((char)0xE3)),
                                    _mm256_cmpeq_epi8(next, _mm256_set1_epi8((char)0x85)));
    __m256i full_width = _mm256_cmpeq_epi8(_mm256_and_si256(next, _mm256_set1_epi8((char)0xFE)),
                                           _mm256_set1_epi8((char)0xBC));
    __m256i last_row =
        _mm256_andnot_si256(full_width, _mm256_cmpeq_epi8(here, _mm256_set1_epi8((char)0xEF)));
    /* BEHIND is the sign: a byte that has it is not above 0. */
    __m256i odd = _mm256_or_si256(_mm256_cmpgt_epi8(class, _mm256_setzero_si256()),
                                  _mm256_or_si256(kana, last_row));
    block->high |= (uint64_t)(unsigned)_mm256_movemask_epi8(here) << at;
    block->behind |= (uint64_t)(unsigned)_mm256_movemask_epi8(class) << at;
    block->odd |= (uint64_t)(unsigned)_mm256_movemask_epi8(odd) << at;
}

/*
 * How far it is past the block of whole characters from byte `at` on, or to the first byte of one in it
 * that is to be judged: then `*stops`.
 */
static inline size_t past_block(const unsigned char *bytes, size_t size, size_t at,
                                const struct block *block, bool *stops)
{
    uint64_t first = block->high & ~block->behind, pairs = 0, bad = 0;
    for (uint64_t rest = block->odd; rest; rest &= rest - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(rest);
        const unsigned char *odd = bytes + at + bit;
        size_t length = sound_length(odd);
        bool is_sound = length || (odd[0] == '\r' && odd[1] == '\n') ||
                        judge(bytes, size, at + bit, &length) == UTF8_OK;
        bad |= (uint64_t)(!is_sound || length > 3) << bit;
        pairs |= (uint64_t)(length == 2) << bit;
    }
    uint64_t wanted = first << 1 | (first & ~pairs) << 2, missing = wanted & ~block->behind;
    bad |= wanted ^ block->behind;
    if (bad) {
        /* The last character that starts at or, if a byte is missing there, before the place. */
        uint64_t place = bad & (0 - bad);
        uint64_t starts = ~block->behind & ((place - 1) | (place & ~missing));
        *stops = true;
        return starts ? 63 - (unsigned)__builtin_clzll(starts) : 0;
    }
    return first >> 63 ? BLOCK - 1 : (first & ~pairs) >> 62 ? BLOCK - 2 : BLOCK;
}

/* Past whole blocks of text, from the first byte of a character on; to the first byte of one that is
 * to be judged, or to where less than a block is left. */
static size_t skip_blocks_by_16(const unsigned char *bytes, size_t size, size_t at)
{
    for (bool stops = false; !stops && size - at >= BLOCK_ROOM;) {
        struct block block = read_block_by_16(bytes + at);
        at += past_block(bytes, size, at, &block, &stops);
    }
    return at;
}

__attribute__((target("avx2"))) static size_t skip_blocks_by_32(const unsigned char *bytes,
                                                                size_t size, size_t at)
{
    for (bool stops = false; !stops && size - at >= BLOCK_ROOM;) {
        struct block block = {0};
        read_32(bytes + at, 0, &block);
        read_32(bytes + at, 32, &block);
        at += past_block(bytes, size, at, &block, &stops);
    }
    return at;
}

bool utf8_can(enum utf8_way way)
{
    return way != UTF8_BY_32 || __builtin_cpu_supports("avx2");
}

static size_t skip_sound_blocks(enum utf8_way way, const unsigned char *bytes, size_t size,
                                size_t at)
{
    return way == UTF8_BY_32   ? skip_blocks_by_32(bytes, size, at)
           : way == UTF8_BY_16 ? skip_blocks_by_16(bytes, size, at)
                               : at;
}

#else

bool utf8_can(enum utf8_way way)
{
    return way == UTF8_BY_8;
}

static size_t skip_sound_blocks(enum utf8_way way, const unsigned char *bytes, size_t size,
                                size_t at)
{
    (void)way;
    (void)bytes;
    (void)size;
    return at;
}

#endif

/* Past text that is sound at a glance, to the end or a character to be judged. */
static size_t skip_sound(enum utf8_way way, const unsigned char *bytes, size_t size, size_t at)
{
    if (size - at > 128)
        at = skip_sound_blocks(way, bytes, size, at);
    while (size - at >= 8) {
        uint64_t word = str_eight_in_order((const char *)bytes + at);
        uint64_t high = word & 0x8080808080808080u;
        uint64_t before_high = (high & (0 - high)) - 1; /* all bits if there is none */
        uint64_t controls = control_bits(word) & before_high;
        if (controls)
            return at + (size_t)__builtin_ctzll(controls) / 8;
        if (!high) {
            at += 8;
            continue;
        }
        at += (size_t)__builtin_ctzll(high) / 8;
        size_t after = skip_blocks(bytes, size, at);
        if (after == at)
            break;
        at = after;
    }
    return at;
}

struct utf8_place utf8_check_by(enum utf8_way way, struct str text, size_t from)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t at = from, length;
    if (at == 0 && str_starts_with(text, STR("\xEF\xBB\xBF")))
        at = 3;
    while ((at = skip_sound(way, bytes, text.len, at)) < text.len) {
        enum utf8_fault fault = judge(bytes, text.len, at, &length);
        size_t start = at;
        at += length;
        if (fault == UTF8_OK)
            continue;
        while (at < text.len && judge(bytes, text.len, at, &length) == fault)
            at += length;
        return (struct utf8_place){fault, start, at};
    }
    return (struct utf8_place){UTF8_OK, text.len, text.len};
}

struct utf8_place utf8_check(struct str text, size_t from)
{
    enum utf8_way way = utf8_can(UTF8_BY_32)   ? UTF8_BY_32
                        : utf8_can(UTF8_BY_16) ? UTF8_BY_16
                                               : UTF8_BY_8;
    return utf8_check_by(way, text, from);
}

uint32_t utf8_next_slowly(struct str text, size_t *at)
{
    uint32_t point;
    size_t length = decode((const unsigned char *)text.ptr + *at, text.len - *at, &point);
    if (length == 0) {
        *at += 1;
        return 0xFFFD;
    }
    *at += length;
    return point;
}

size_t utf8_write(uint32_t point, char bytes[4])
{
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (length == 1) {
        bytes[0] = (char)point;
        return 1;
    }
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    bytes[0] = (char)(0xF00u >> length | point);
    return length;
}

size_t utf8_length(struct str text)
{
    const uint64_t ones = 0x0101010101010101;
    size_t count = 0, at = 0;
#ifdef __SSE2__
    enum { BLOCKS = 255 /* that a byte can count */ };
    while (text.len - at >= 16) {
        __m128i counts = _mm_setzero_si128();
        for (unsigned i = 0; i < BLOCKS && text.len - at >= 16; i++, at += 16) {
            __m128i here = _mm_loadu_si128((const __m128i *)(text.ptr + at));
            counts = _mm_sub_epi8(counts, _mm_cmpgt_epi8(here, _mm_set1_epi8((char)0xBF)));
        }
        counts = _mm_sad_epu8(counts, _mm_setzero_si128());
        count += (size_t)_mm_cvtsi128_si32(counts) + (size_t)_mm_extract_epi16(counts, 4);
    }
#endif
    /* Every byte but those that go on, 10xxxxxx, begins a character; eight are told at once. */
    for (; text.len - at >= 8; at += 8) {
        uint64_t bytes = str_eight(text.ptr + at);
        uint64_t going_on = (bytes >> 7) & ~(bytes >> 6) & ones;
        count += 8 - (size_t)((going_on * ones) >> 56);
    }
    for (; at < text.len; at++)
        count += ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
    return count;
}
