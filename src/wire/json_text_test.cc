#include "wire/json_text.h"

#include <gtest/gtest.h>

#include <string>

namespace gantry::wire {
namespace {

// Words of eight are looked at, the last one together with what was seen before: every length about
// them, and every place in them.
TEST(PlainPrefix, EndsAtTheFirstThatIsNotPlain) {
    for (const char special : {'"', '\\', '\n', '\x1f', '\0', '\x80', '\xff'}) {
        for (std::size_t size = 0; size <= 26; ++size) {
            std::string text(size, '~');
            EXPECT_EQ(plain_prefix(text), size);
            for (std::size_t at = 0; at < size; ++at) {
                text[at] = special;
                EXPECT_EQ(plain_prefix(text), at) << size;
                text[at] = ' ';
            }
        }
    }
}

TEST(PlainPrefix, ASecondOneDoesNotHideTheFirst) {
    for (std::size_t first = 0; first < 17; ++first) {
        std::string text(17, 'a');
        text[first] = '"';
        text[16] = '\\';
        EXPECT_EQ(plain_prefix(text), first);
    }
}

}  // namespace
}  // namespace gantry::wire
