#include "services/iam/api/oidc_providers.h"

#include "api/iam/list_open_id_connect_provider_tags_request.h"
#include "api/iam/list_open_id_connect_provider_tags_response.h"
#include "api/iam/tag_open_id_connect_provider_request.h"
#include "api/iam/tag_open_id_connect_provider_response.h"
#include "services/iam/api/tagging.h"
#include "services/iam/api/test_support.h"

namespace gantry::iam {
namespace {

using namespace api::iam;
using Ids = std::vector<std::string>;

constexpr const char* kProviderArn =
    "arn:aws:iam::123456789012:oidc-provider/id.example.org/tenant";

class OidcProvidersTest : public IamTest {
  protected:
    CreateOpenIDConnectProviderRequest request(std::string url = "https://id.example.org/tenant") {
        return {
            .url = std::move(url),
            .client_id_list = {{"sts.amazonaws.com", "other", "other"}},
            .thumbprint_list = {{std::string(40, 'a')}},
            .tags = {{{.key = "team", .value = "red"}}},
        };
    }
    GetOpenIDConnectProviderResponse get() {
        const auto got =
            run(&get_oidc_provider,
                GetOpenIDConnectProviderRequest{.open_id_connect_provider_arn = kProviderArn});
        EXPECT_TRUE(got) << outcome(got);
        return got ? *got : GetOpenIDConnectProviderResponse{};
    }
};

TEST_F(OidcProvidersTest, MadeReadChangedAndDeleted) {
    const auto made = run(&create_oidc_provider, request());
    ASSERT_TRUE(made) << outcome(made);
    EXPECT_EQ(made->open_id_connect_provider_arn, kProviderArn);
    EXPECT_EQ(get().url, "id.example.org/tenant");
    EXPECT_EQ(get().client_id_list, (Ids{"sts.amazonaws.com", "other"}));
    EXPECT_EQ(get().tags->at(0).value, "red");
    ASSERT_TRUE(
        run(&add_client_id,
            AddClientIDToOpenIDConnectProviderRequest{
                .open_id_connect_provider_arn = kProviderArn, .client_id = "third"
            })
    );
    ASSERT_TRUE(
        run(&remove_client_id,
            RemoveClientIDFromOpenIDConnectProviderRequest{
                .open_id_connect_provider_arn = kProviderArn, .client_id = "other"
            })
    );
    EXPECT_EQ(get().client_id_list, (Ids{"sts.amazonaws.com", "third"}));
    ASSERT_TRUE(
        run(&update_thumbprints,
            UpdateOpenIDConnectProviderThumbprintRequest{
                .open_id_connect_provider_arn = kProviderArn,
                .thumbprint_list = {{std::string(40, 'b')}},
            })
    );
    EXPECT_EQ(get().thumbprint_list, Ids{std::string(40, 'b')});
    const auto listed = run(&list_oidc_providers, ListOpenIDConnectProvidersRequest{});
    ASSERT_EQ(listed->open_id_connect_provider_list->size(), 1U);
    EXPECT_EQ(listed->open_id_connect_provider_list->front().arn, kProviderArn);
    const DeleteOpenIDConnectProviderRequest gone{.open_id_connect_provider_arn = kProviderArn};
    EXPECT_EQ(outcome(run(&delete_oidc_provider, gone)), "ok");
    EXPECT_EQ(outcome(run(&delete_oidc_provider, gone)), "ok");
}

TEST_F(OidcProvidersTest, WhyOneIsNotMade) {
    ASSERT_TRUE(run(&create_oidc_provider, request()));
    EXPECT_EQ(
        outcome(run(&create_oidc_provider, request())),
        "EntityAlreadyExistsException: Provider with url https://id.example.org/tenant already "
        "exists."
    );
    for (const char* url : {"http://id.example.org", "https://", "https://id.example.org?a=b"}) {
        EXPECT_EQ(
            outcome(run(&create_oidc_provider, request(url))),
            "ValidationError: Invalid Open ID Connect Provider URL"
        ) << url;
    }
    auto input = request("https://b.example.org");
    input.thumbprint_list = Ids(6, std::string(40, 'a'));
    EXPECT_EQ(
        outcome(run(&create_oidc_provider, input)),
        "InvalidInputException: Thumbprint list must contain fewer than 5 entries."
    );
    input = request("https://b.example.org");
    input.client_id_list = Ids(101, "a");
    EXPECT_EQ(
        outcome(run(&create_oidc_provider, input)),
        "LimitExceededException: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"
    );
}

TEST_F(OidcProvidersTest, TagsAndWhatIsNotThere) {
    const TagOpenIDConnectProviderRequest more{
        .open_id_connect_provider_arn = kProviderArn, .tags = {{{.key = "a", .value = "b"}}}
    };
    const auto tag = &tag_entity<
        TaggedProvider,
        TagOpenIDConnectProviderResponse,
        TagOpenIDConnectProviderRequest>;
    EXPECT_EQ(
        outcome(run(tag, more)),
        "NoSuchEntityException: OpenIDConnect Provider not found for arn "
        "arn:aws:iam::123456789012:oidc-provider/id.example.org/tenant"
    );
    ASSERT_TRUE(run(&create_oidc_provider, request()));
    ASSERT_TRUE(run(tag, more));
    const auto tags =
        run(&list_tags<
                TaggedProvider,
                ListOpenIDConnectProviderTagsResponse,
                ListOpenIDConnectProviderTagsRequest>,
            ListOpenIDConnectProviderTagsRequest{.open_id_connect_provider_arn = kProviderArn});
    ASSERT_TRUE(tags) << outcome(tags);
    EXPECT_EQ(tags->tags->size(), 2U);
}

}  // namespace
}  // namespace gantry::iam
