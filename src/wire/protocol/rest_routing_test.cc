#include "wire/protocol/rest_routing.h"

#include <gtest/gtest.h>

#include "wire/protocol/test_rest_shapes.h"

namespace gantry::wire::shapes {
namespace {

std::string matched(std::string_view pattern, std::string_view path) {
    const auto labels = match_path(pattern, path);
    if (!labels) return "no";
    std::string out = "yes";
    for (const auto& [name, text] : *labels) {
        out += ' ';
        out += name;
        out += '=';
        out += text;
    }
    return out;
}

TEST(MatchPath, LabelsAreSegments) {
    EXPECT_EQ(matched("/", "/"), "yes");
    EXPECT_EQ(matched("/", "/a"), "no");
    EXPECT_EQ(matched("/a/{B}?c", "/a/x%2Fy"), "yes B=x%2Fy");
    EXPECT_EQ(matched("/a/{B}", "/a/x/"), "yes B=x");
    EXPECT_EQ(matched("/a/{B}", "/a/"), "no");
    EXPECT_EQ(matched("/a/{B}", "/a/x/y"), "no");
    EXPECT_EQ(matched("/a/{B}/c/{D}", "/a/1/c/2"), "yes B=1 D=2");
    EXPECT_EQ(matched("/a/{B}/c/{D}", "/a/1/d/2"), "no");
}

TEST(MatchPath, GreedyLabelsTakeTheRest) {
    EXPECT_EQ(matched("/{B}/{K+}", "/b/k"), "yes B=b K=k");
    EXPECT_EQ(matched("/{B}/{K+}", "/b/k//l/"), "yes B=b K=k//l/");
    EXPECT_EQ(matched("/{B}/{K+}", "/b//k"), "yes B=b K=/k");
    EXPECT_EQ(matched("/{B}/{K+}", "/b/"), "no");
    EXPECT_EQ(matched("/{B}/{K+}", "/b"), "no");
    EXPECT_EQ(matched("/{K+}/end", "/a/b/end"), "yes K=a/b");
    EXPECT_EQ(matched("/{K+}/end", "/a/b"), "no");
}

std::string routed(
    std::string_view method, std::string_view target, std::vector<HeaderField> headers = {}
) {
    const auto* found =
        find_rest_operation(rest_service(api::Protocol::RestJson), {method, target, headers, ""});
    return found == nullptr ? "none" : std::string(found->name);
}

TEST(RestRouting, TheClosestOperationIsIt) {
    EXPECT_EQ(routed("GET", "/boxes"), "ListBoxes");
    EXPECT_EQ(routed("GET", "/boxes/"), "ListBoxes");
    EXPECT_EQ(routed("GET", "/boxes/b?x=1"), "GetBox");
    EXPECT_EQ(routed("POST", "/boxes/b?parts"), "PostPart");
    EXPECT_EQ(routed("POST", "/boxes/b?parts="), "PostPart");
    EXPECT_EQ(routed("POST", "/boxes/b"), "none");
    EXPECT_EQ(routed("PUT", "/boxes/b/c/d"), "PutThing");
    EXPECT_EQ(routed("PUT", "/boxes/b/c/d?number=1"), "PutPiece");
    EXPECT_EQ(routed("PUT", "/boxes/b/c?typed=2"), "PutTyped");
    EXPECT_EQ(routed("PUT", "/boxes/b/c?typed=3"), "PutThing");
    EXPECT_EQ(routed("DELETE", "/boxes/b"), "none");
    EXPECT_EQ(routed("PUT", "/boxes"), "none");
    EXPECT_EQ(routed("GET", ""), "none");
}

}  // namespace
}  // namespace gantry::wire::shapes
