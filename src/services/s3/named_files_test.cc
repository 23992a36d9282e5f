#include "services/s3/named_files.h"

#include <gtest/gtest.h>

namespace gantry::s3 {
namespace {

TEST(NamedFiles, AFileIsThereAsLongAsOneNamesIt) {
    NamedFiles names;
    const std::vector<api::FilePart> whole{{"a", 0, 10}, {"b", 0, 5}};
    const std::vector<api::FilePart> twice{{"a", 3, 2}, {"a", 7, 1}};
    names.add(whole);
    names.add(twice);
    EXPECT_EQ(names.remove(whole), std::set<std::string>{"b"});
    EXPECT_TRUE(names.contains("a"));
    EXPECT_EQ(names.all(), std::set<std::string>{"a"});
    EXPECT_EQ(names.remove(twice), std::set<std::string>{"a"});
    EXPECT_EQ(names.size(), 0U);
    EXPECT_TRUE(names.remove(twice).empty());
}

}  // namespace
}  // namespace gantry::s3
