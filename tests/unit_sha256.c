/* unit_sha256.c - the hash against the examples of FIPS 180-4 and at the edges of its padding. */
#include "base/sha256.h"

#include "unit.h"

static void check_hex(struct unit *u, struct str text, const char *expected)
{
    unsigned char digest[32];
    char hex[65];
    sha256(text, digest);
    for (unsigned i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    CHECK_TEXT(u, str_of(hex), expected);
}

int main(void)
{
    struct unit u = {0};
    char buffer[SHA256_BASE64_SIZE], many[200];
    memset(many, 'a', sizeof many);
    check_hex(&u, STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_hex(&u, STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_hex(&u, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_hex(&u, (struct str){many, 55},
              "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    check_hex(&u, (struct str){many, 64},
              "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    check_hex(&u, (struct str){many, 119},
              "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb");
    CHECK_TEXT(&u, sha256_base64(STR("abc"), buffer),
               "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    return unit_finish(&u);
}
