#include "sim/checkers/identity_checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/iam/model/names.h"
#include "store/memory_journal.h"

namespace gantry::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class IdentityCheckerTest : public testing::Test {
  protected:
    IdentityCheckerTest() {
        auto all = iam_.all();
        for (core::TableBase* table : ecs_.all()) all.push_back(table);
        core_.emplace(loop_, journal_, std::move(all));
        EXPECT_TRUE(core_->open());
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& name, Row row) {
        core::Transaction tx;
        tx.put(table, iam::entity_key(aws::kDefaultAccount, name), std::move(row));
        core_->commit(std::move(tx), "test");
        loop_.run_until_idle();
    }
    [[nodiscard]] std::vector<std::string> judge() {
        Verdict verdict;
        check_identities(known_, iam_, ecs_, loop_.now(), verdict);
        check_identity_rows(iam_, loop_.now(), verdict);
        return verdict.violations();
    }
    KnownIdentity& user(const std::string& name) {
        KnownIdentity& identity = known_.all[name];
        identity.name = name;
        return identity;
    }

    ManualLoop loop_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    iam::Tables iam_;
    ecs::Tables ecs_;
    std::optional<core::Core> core_;
    KnownIdentities known_;
};

TEST_F(IdentityCheckerTest, WhatIsUnknownMayBeEither) {
    user("ann").exists.reset();
    EXPECT_THAT(judge(), IsEmpty());
    put(iam_.users, "ann", {.name = "ann"});
    EXPECT_THAT(judge(), IsEmpty());
}

TEST_F(IdentityCheckerTest, WhatWasAcknowledgedIsThereAndWhatWasDeletedIsNot) {
    user("ann").exists = true;
    user("bob").exists = false;
    put(iam_.users, "bob", {.name = "bob"});
    EXPECT_THAT(judge(), ElementsAre(HasSubstr("user ann is lost"), HasSubstr("user bob is back")));
}

TEST_F(IdentityCheckerTest, RightsAreAsTheyWereAcknowledged) {
    KnownIdentity& ann = user("ann");
    ann.exists = true;
    ann.inline_right = true;
    iam::UserRow row{.name = "ann"};
    row.policies.attached = {"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", kManagedPolicyArn};
    put(iam_.users, "ann", row);
    EXPECT_THAT(
        judge(),
        ElementsAre(
            HasSubstr("policy of user ann is lost"),
            HasSubstr("attachment to user ann is back"),
            HasSubstr("policy/makers, which is not there")
        )
    );
}

TEST_F(IdentityCheckerTest, WhatWasDeniedLeftNothing) {
    known_.forbidden.insert("by-ann-1");
    known_.made.insert("by-ann-2");
    EXPECT_THAT(judge(), ElementsAre(HasSubstr("cluster by-ann-2 is lost")));
    core::Transaction tx;
    const aws::Scope scope{aws::kDefaultAccount, aws::kDefaultRegion};
    for (const char* name : {"by-ann-1", "by-ann-2"}) {
        tx.put(ecs_.clusters, ecs::cluster_key(scope, name), {.name = name});
    }
    core_->commit(std::move(tx), "test");
    loop_.run_until_idle();
    EXPECT_THAT(judge(), ElementsAre(HasSubstr("by-ann-1 was made though it was denied")));
}

TEST_F(IdentityCheckerTest, KeysAndProfilesBelongToSomebody) {
    put(iam_.access_keys, "AKIAEXAMPLE", {.id = "AKIAEXAMPLE", .user_key = "gone"});
    put(iam_.instance_profiles, "p", {.name = "p", .role_key = "gone"});
    EXPECT_THAT(judge(), ElementsAre(HasSubstr("of no user"), HasSubstr("of no role")));
}

}  // namespace
}  // namespace gantry::sim
