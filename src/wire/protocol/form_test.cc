#include "wire/protocol/form.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

Form form_of(std::string_view text) {
    auto form = Form::parse(text);
    EXPECT_TRUE(form.has_value());
    return form ? std::move(*form) : Form{};
}

TEST(Form, KeepsTheOrderOfOneName) {
    const Form form = form_of("b=2&a=1&b=%31&&b&c");
    ASSERT_EQ(form.fields().size(), 5U);
    const auto all = form.find("b");
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].value, "2");
    EXPECT_EQ(all[1].value, "1");
    EXPECT_EQ(all[2].value, "");
    EXPECT_TRUE(form.find("d").empty());
}

TEST(Form, LevelsFollowTheFullStops) {
    const Form form =
        form_of("A.B.1=x&A-B=no&A=self&A.B.10.C=y&A.B.2=z&AB.1=no&A.B.02=no&A.B.x=no");
    const FormLevel top(form);
    ASSERT_NE(top.value("A"), nullptr);
    EXPECT_EQ(*top.value("A"), "self");
    const FormLevel list = top.below("A").below("B");
    EXPECT_EQ(list.numbers(), (std::vector<std::uint32_t>{1, 2, 10}));
    EXPECT_EQ(*list.value("2"), "z");
    EXPECT_EQ(list.value("10"), nullptr);
    EXPECT_EQ(*list.below("10").value("C"), "y");
    EXPECT_TRUE(top.below("B").empty());
    EXPECT_EQ(top.value("B"), nullptr);
}

TEST(Form, HasABound) {
    std::string text;
    for (std::size_t i = 0; i < Form::kMaxFields; ++i) text += "a&";
    EXPECT_TRUE(Form::parse(text).has_value());
    const auto more = Form::parse(text + "a");
    ASSERT_FALSE(more.has_value());
    EXPECT_EQ(more.error().code, "SerializationException");
}

TEST(Form, FindsOneFieldWithoutReadingAll) {
    EXPECT_EQ(find_form_field("a=1&Action=Get%53ample&Action=b", "Action"), "GetSample");
    EXPECT_EQ(find_form_field("Actions=1", "Action"), std::nullopt);
}

}  // namespace
}  // namespace gantry::wire
