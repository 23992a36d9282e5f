#include "services/ecs/api/paging.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

class Paging : public ApiTest {
  protected:
    PageRequest request(std::optional<std::int32_t> max) const {
        return {.operation = "ListThings", .filter = "all", .max_results = max};
    }
};

TEST_F(Paging, PagesJoinedAreTheList) {
    const std::vector<std::string> keys{"a", "b", "c", "d", "e"};
    PageRequest next = request(2);
    std::vector<std::string> seen;
    int pages = 0;
    do {
        const auto page = take_page(call(), next, sorted_keys(keys));
        ASSERT_TRUE(page);
        seen.insert(seen.end(), page->keys.begin(), page->keys.end());
        next.next_token = page->next_token;
        ++pages;
    } while (next.next_token);
    EXPECT_EQ(seen, keys);
    EXPECT_EQ(pages, 3);
}

TEST_F(Paging, AFullLastPageHasNoToken) {
    const auto page = take_page(call(), request(2), sorted_keys({"b", "a"}));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->keys, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(page->next_token);
}

TEST_F(Paging, DescendingListsGoOnDownwards) {
    PageRequest next = request(2);
    const auto first = take_page(call(), next, sorted_keys({"a", "b", "c"}, KeyOrder::Descending));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->keys, (std::vector<std::string>{"c", "b"}));
    next.next_token = first->next_token;
    const auto second = take_page(call(), next, sorted_keys({"a", "b", "c"}, KeyOrder::Descending));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->keys, (std::vector<std::string>{"a"}));
}

TEST_F(Paging, GoesOnWhereTheLastItemWasRemoved) {
    PageRequest next = request(2);
    next.next_token = take_page(call(), next, sorted_keys({"a", "b", "c"}))->next_token;
    const auto page = take_page(call(), next, sorted_keys({"a", "c"}));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->keys, (std::vector<std::string>{"c"}));
}

TEST_F(Paging, MaxResultsHasItsBounds) {
    EXPECT_FALSE(take_page(call(), request(0), sorted_keys({})));
    EXPECT_FALSE(take_page(call(), request(101), sorted_keys({})));
    EXPECT_TRUE(take_page(call(), request(100), sorted_keys({})));
}

TEST_F(Paging, ATokenIsForItsOwnListOnly) {
    PageRequest next = request(1);
    next.next_token = take_page(call(), next, sorted_keys({"a", "b"}))->next_token;
    next.filter = "other";
    EXPECT_FALSE(take_page(call(), next, sorted_keys({"a", "b"})));
    next.filter = "all";
    EXPECT_TRUE(take_page(call(), next, sorted_keys({"a", "b"})));
    scope_.region = "eu-west-1";
    EXPECT_FALSE(take_page(call(), next, sorted_keys({"a", "b"})));
    next.next_token = "made up";
    EXPECT_EQ(take_page(call(), next, sorted_keys({})).error().code, "InvalidParameterException");
}

TEST_F(Paging, RowsAreFilteredByPrefixAndByTheirContent) {
    for (const std::string name : {"a", "b", "c"}) {
        ClusterRow row{.account = scope_.account, .region = scope_.region, .name = name};
        if (name == "b") row.status = ClusterStatus::Inactive;
        put(tables_.clusters, cluster_key(scope_, name), row);
    }
    const auto active =
        rows_with_prefix(tables_.clusters, scope_.prefix(), [](const ClusterRow& row) {
            return row.status == ClusterStatus::Active;
        });
    PageRequest next = request(1);
    const auto first = take_page(call(), next, active);
    next.next_token = first->next_token;
    const auto second = take_page(call(), next, active);
    EXPECT_EQ(first->keys, (std::vector<std::string>{cluster_key(scope_, "a")}));
    EXPECT_EQ(second->keys, (std::vector<std::string>{cluster_key(scope_, "c")}));
    EXPECT_FALSE(second->next_token);
}

}  // namespace
}  // namespace gantry::ecs
