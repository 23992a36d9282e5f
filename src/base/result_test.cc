#include "base/result.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string_view>

namespace gantry {
namespace {

Error conflict() {
    return {ErrorKind::Conflict, "ConflictException", "it is in use", {"a", "b"}};
}

TEST(Results, are_made_of_values_and_errors) {
    const Result<std::string> text = "text";
    EXPECT_TRUE(text);
    EXPECT_EQ(*text, "text");
    EXPECT_EQ(text->size(), 4U);
    EXPECT_EQ(text.error(), Error{});
    const Result<std::string> none = conflict();
    EXPECT_TRUE(none.has_error());
    EXPECT_FALSE(none.has_value());
    EXPECT_EQ(none.error(), conflict());
    EXPECT_EQ(*Result<std::string>(), "");
    EXPECT_TRUE(Result<void>());
    EXPECT_EQ(Result<void>(conflict()).error(), conflict());
}

TEST(Results, refuse_a_value_that_is_not_there) {
    Result<int> none = conflict();
    EXPECT_THROW((void)none.value(), std::logic_error);
    EXPECT_THROW((void)*none, std::logic_error);
    EXPECT_THROW(Result<void>(conflict()).value(), std::logic_error);
    const Result<std::string> text = conflict();
    EXPECT_THROW((void)text->size(), std::logic_error);
}

TEST(Results, are_copied_moved_and_assigned) {
    const Result<std::string> text = std::string(40, 'a');
    Result<std::string> other = text;
    EXPECT_EQ(other, text);
    other = conflict();
    EXPECT_NE(other, text);
    const Result<std::string> third = other;
    EXPECT_EQ(third.error(), conflict());
    other = text;
    EXPECT_EQ(*other, std::string(40, 'a'));
    Result<std::string>& itself = other;
    other = itself;
    other = std::move(itself);
    EXPECT_EQ(*other, std::string(40, 'a'));
    const Result<std::string> taken = std::move(other);
    EXPECT_EQ(*taken, std::string(40, 'a'));
    Result<void> done;
    done = conflict();
    const Result<void> moved = std::move(done);
    EXPECT_EQ(moved.error(), conflict());
}

/// What was moved from says as before whether there is a value.
TEST(Results, keep_their_kind_when_they_are_moved_from) {
    Result<void> failed = conflict();
    const Result<void> to = std::move(failed);
    EXPECT_TRUE(failed.has_error());  // NOLINT(bugprone-use-after-move)
    Result<std::string> text = conflict();
    EXPECT_EQ(std::move(text).error(), conflict());
    EXPECT_TRUE(text.has_error());  // NOLINT(bugprone-use-after-move)
}

TEST(Results, hold_what_can_only_be_moved) {
    static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
    static_assert(!std::is_copy_assignable_v<Result<std::unique_ptr<int>>>);
    static_assert(std::is_copy_assignable_v<Result<std::shared_ptr<int>>>);
    Result<std::unique_ptr<int>> one = std::make_unique<int>(1);
    const std::unique_ptr<int> taken = *std::move(one);
    EXPECT_EQ(*taken, 1);
    one = std::make_unique<int>(2);
    EXPECT_EQ(**one, 2);
}

TEST(Results, become_those_of_what_their_values_become) {
    struct Base {};
    struct Derived : Base {};
    const Result<std::shared_ptr<Derived>> derived = std::make_shared<Derived>();
    const Result<std::shared_ptr<const Base>> base = derived;
    EXPECT_EQ(base->get(), derived->get());
    const Result<std::string> text = Result<const char*>("text");
    EXPECT_EQ(*text, "text");
    const Result<std::string> none = Result<const char*>(conflict());
    EXPECT_EQ(none.error(), conflict());
    static_assert(!std::is_convertible_v<std::string_view, Result<std::string>>);
    static_assert(std::is_constructible_v<Result<std::string>, std::string_view>);
    static_assert(!std::is_default_constructible_v<Result<std::reference_wrapper<int>>>);
}

}  // namespace
}  // namespace gantry
