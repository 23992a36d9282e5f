#include "services/iam/api/users.h"

#include "services/iam/api/access_keys.h"
#include "services/iam/api/groups.h"
#include "services/iam/api/test_support.h"

namespace gantry::iam {
namespace {

using namespace api::iam;

class UsersTest : public IamTest {
  protected:
    CreateAccessKeyResponse make_key(const std::string& user) {
        const auto made = run(&create_access_key, CreateAccessKeyRequest{.user_name = user});
        EXPECT_TRUE(made);
        return made ? *made : CreateAccessKeyResponse{};
    }
    std::string add_to_group(const std::string& user, const std::string& group) {
        return outcome(
            run(&add_user_to_group, AddUserToGroupRequest{.group_name = group, .user_name = user})
        );
    }
};

TEST_F(UsersTest, MadeReadRenamedAndDeleted) {
    make_user("Alice");
    EXPECT_EQ(
        outcome(run(&create_user, CreateUserRequest{.user_name = "alice"})),
        "EntityAlreadyExistsException: User with name alice already exists."
    );
    const auto key = make_key("alice");
    const UpdateUserRequest rename{
        .user_name = "alice", .new_path = "/people/", .new_user_name = "Alicia"
    };
    ASSERT_TRUE(run(&update_user, rename));
    const auto got = run(&get_user, GetUserRequest{.user_name = "alicia"});
    ASSERT_TRUE(got);
    EXPECT_EQ(got->user->arn, "arn:aws:iam::123456789012:user/people/Alicia");
    EXPECT_EQ(
        outcome(run(&get_user, GetUserRequest{.user_name = "alice"})),
        "NoSuchEntityException: The user with name alice cannot be found."
    );
    const DeleteUserRequest gone{.user_name = "alicia"};
    EXPECT_EQ(
        outcome(run(&delete_user, gone)),
        "DeleteConflictException: Cannot delete entity, must delete access keys first."
    );
    const DeleteAccessKeyRequest old{
        .user_name = "alicia", .access_key_id = key.access_key->access_key_id
    };
    EXPECT_EQ(outcome(run(&delete_access_key, old)), "ok");
    EXPECT_EQ(outcome(run(&delete_user, gone)), "ok");
}

TEST_F(UsersTest, WithoutANameItIsTheCaller) {
    EXPECT_EQ(run(&get_user, GetUserRequest{})->user->user_id, "123456789012");
    EXPECT_EQ(
        outcome(run(&create_access_key, CreateAccessKeyRequest{})),
        "ValidationError: Must specify userName when calling with non-User credentials"
    );
    make_user("alice");
    principal_ = "arn:aws:iam::123456789012:user/alice";
    EXPECT_EQ(run(&get_user, GetUserRequest{})->user->user_name, "alice");
    const auto key = run(&create_access_key, CreateAccessKeyRequest{});
    ASSERT_TRUE(key);
    EXPECT_EQ(key->access_key->user_name, "alice");
}

TEST_F(UsersTest, AccessKeysShowTheirSecretOnce) {
    make_user("alice");
    const auto key = make_key("alice");
    make_key("alice");
    EXPECT_EQ(key.access_key->secret_access_key->size(), 40U);
    EXPECT_EQ(
        outcome(run(&create_access_key, CreateAccessKeyRequest{.user_name = "alice"})),
        "LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2"
    );
    const std::string id = *key.access_key->access_key_id;
    const UpdateAccessKeyRequest off{
        .user_name = "alice", .access_key_id = id, .status = StatusType::Inactive
    };
    ASSERT_TRUE(run(&update_access_key, off));
    const auto listed = run(&list_access_keys, ListAccessKeysRequest{.user_name = "alice"});
    ASSERT_EQ(listed->access_key_metadata->size(), 2U);
    for (const auto& one : *listed->access_key_metadata) {
        EXPECT_EQ(one.status == StatusType::Inactive, one.access_key_id == id);
    }
    const auto used =
        run(&get_access_key_last_used, GetAccessKeyLastUsedRequest{.access_key_id = id});
    ASSERT_TRUE(used);
    EXPECT_EQ(used->user_name, "alice");
    make_user("bob");
    EXPECT_EQ(
        outcome(
            run(&delete_access_key, DeleteAccessKeyRequest{.user_name = "bob", .access_key_id = id})
        ),
        "NoSuchEntityException: The Access Key with id " + id + " cannot be found."
    );
}

TEST_F(UsersTest, GroupsHaveUsers) {
    make_user("alice");
    make_user("bob");
    ASSERT_TRUE(run(&create_group, CreateGroupRequest{.group_name = "Devs"}));
    EXPECT_EQ(
        outcome(run(&create_group, CreateGroupRequest{.group_name = "devs"})),
        "EntityAlreadyExistsException: Group with name devs already exists."
    );
    EXPECT_EQ(add_to_group("bob", "devs"), "ok");
    EXPECT_EQ(add_to_group("bob", "devs"), "ok");
    EXPECT_EQ(add_to_group("alice", "Devs"), "ok");
    EXPECT_EQ(
        add_to_group("carol", "devs"),
        "NoSuchEntityException: The user with name carol cannot be found."
    );
    const UpdateGroupRequest rename{.group_name = "devs", .new_group_name = "Builders"};
    ASSERT_TRUE(run(&update_group, rename));
    const auto group = run(&get_group, GetGroupRequest{.group_name = "builders"});
    ASSERT_TRUE(group);
    ASSERT_EQ(group->users->size(), 2U);
    EXPECT_EQ(group->users->front().user_name, "alice");
    const auto listed = run(&list_groups_for_user, ListGroupsForUserRequest{.user_name = "bob"});
    ASSERT_EQ(listed->groups->size(), 1U);
    EXPECT_EQ(listed->groups->front().group_name, "Builders");
    const std::string conflict =
        "DeleteConflictException: Cannot delete entity, must remove users from group first.";
    EXPECT_EQ(outcome(run(&delete_group, DeleteGroupRequest{.group_name = "builders"})), conflict);
    EXPECT_EQ(outcome(run(&delete_user, DeleteUserRequest{.user_name = "bob"})), conflict);
    for (const char* user : {"alice", "bob"}) {
        const RemoveUserFromGroupRequest removal{.group_name = "builders", .user_name = user};
        EXPECT_EQ(outcome(run(&remove_user_from_group, removal)), "ok");
    }
    EXPECT_EQ(outcome(run(&delete_group, DeleteGroupRequest{.group_name = "builders"})), "ok");
}

}  // namespace
}  // namespace gantry::iam
