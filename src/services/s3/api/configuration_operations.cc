#include "services/s3/api/configuration_operations.h"

#include <algorithm>
#include <array>

#include "api/s3/delete_bucket_analytics_configuration_request.h"
#include "api/s3/delete_bucket_analytics_configuration_response.h"
#include "api/s3/delete_bucket_cors_request.h"
#include "api/s3/delete_bucket_cors_response.h"
#include "api/s3/delete_bucket_encryption_request.h"
#include "api/s3/delete_bucket_encryption_response.h"
#include "api/s3/delete_bucket_intelligent_tiering_configuration_request.h"
#include "api/s3/delete_bucket_intelligent_tiering_configuration_response.h"
#include "api/s3/delete_bucket_inventory_configuration_request.h"
#include "api/s3/delete_bucket_inventory_configuration_response.h"
#include "api/s3/delete_bucket_metrics_configuration_request.h"
#include "api/s3/delete_bucket_metrics_configuration_response.h"
#include "api/s3/delete_bucket_ownership_controls_request.h"
#include "api/s3/delete_bucket_ownership_controls_response.h"
#include "api/s3/delete_bucket_replication_request.h"
#include "api/s3/delete_bucket_replication_response.h"
#include "api/s3/delete_bucket_tagging_request.h"
#include "api/s3/delete_bucket_tagging_response.h"
#include "api/s3/delete_bucket_website_request.h"
#include "api/s3/delete_bucket_website_response.h"
#include "api/s3/delete_public_access_block_request.h"
#include "api/s3/delete_public_access_block_response.h"
#include "api/s3/get_bucket_abac_output.h"
#include "api/s3/get_bucket_abac_request.h"
#include "api/s3/get_bucket_accelerate_configuration_output.h"
#include "api/s3/get_bucket_accelerate_configuration_request.h"
#include "api/s3/get_bucket_analytics_configuration_output.h"
#include "api/s3/get_bucket_analytics_configuration_request.h"
#include "api/s3/get_bucket_cors_output.h"
#include "api/s3/get_bucket_cors_request.h"
#include "api/s3/get_bucket_encryption_output.h"
#include "api/s3/get_bucket_encryption_request.h"
#include "api/s3/get_bucket_intelligent_tiering_configuration_output.h"
#include "api/s3/get_bucket_intelligent_tiering_configuration_request.h"
#include "api/s3/get_bucket_inventory_configuration_output.h"
#include "api/s3/get_bucket_inventory_configuration_request.h"
#include "api/s3/get_bucket_logging_output.h"
#include "api/s3/get_bucket_logging_request.h"
#include "api/s3/get_bucket_metrics_configuration_output.h"
#include "api/s3/get_bucket_metrics_configuration_request.h"
#include "api/s3/get_bucket_notification_configuration_request.h"
#include "api/s3/get_bucket_ownership_controls_output.h"
#include "api/s3/get_bucket_ownership_controls_request.h"
#include "api/s3/get_bucket_replication_output.h"
#include "api/s3/get_bucket_replication_request.h"
#include "api/s3/get_bucket_request_payment_output.h"
#include "api/s3/get_bucket_request_payment_request.h"
#include "api/s3/get_bucket_tagging_output.h"
#include "api/s3/get_bucket_tagging_request.h"
#include "api/s3/get_bucket_website_output.h"
#include "api/s3/get_bucket_website_request.h"
#include "api/s3/get_public_access_block_output.h"
#include "api/s3/get_public_access_block_request.h"
#include "api/s3/list_bucket_analytics_configurations_output.h"
#include "api/s3/list_bucket_analytics_configurations_request.h"
#include "api/s3/list_bucket_intelligent_tiering_configurations_output.h"
#include "api/s3/list_bucket_intelligent_tiering_configurations_request.h"
#include "api/s3/list_bucket_inventory_configurations_output.h"
#include "api/s3/list_bucket_inventory_configurations_request.h"
#include "api/s3/list_bucket_metrics_configurations_output.h"
#include "api/s3/list_bucket_metrics_configurations_request.h"
#include "api/s3/notification_configuration.h"
#include "api/s3/put_bucket_abac_request.h"
#include "api/s3/put_bucket_abac_response.h"
#include "api/s3/put_bucket_accelerate_configuration_request.h"
#include "api/s3/put_bucket_accelerate_configuration_response.h"
#include "api/s3/put_bucket_analytics_configuration_request.h"
#include "api/s3/put_bucket_analytics_configuration_response.h"
#include "api/s3/put_bucket_cors_request.h"
#include "api/s3/put_bucket_cors_response.h"
#include "api/s3/put_bucket_encryption_request.h"
#include "api/s3/put_bucket_encryption_response.h"
#include "api/s3/put_bucket_intelligent_tiering_configuration_request.h"
#include "api/s3/put_bucket_intelligent_tiering_configuration_response.h"
#include "api/s3/put_bucket_inventory_configuration_request.h"
#include "api/s3/put_bucket_inventory_configuration_response.h"
#include "api/s3/put_bucket_logging_request.h"
#include "api/s3/put_bucket_logging_response.h"
#include "api/s3/put_bucket_metrics_configuration_request.h"
#include "api/s3/put_bucket_metrics_configuration_response.h"
#include "api/s3/put_bucket_notification_configuration_request.h"
#include "api/s3/put_bucket_notification_configuration_response.h"
#include "api/s3/put_bucket_ownership_controls_request.h"
#include "api/s3/put_bucket_ownership_controls_response.h"
#include "api/s3/put_bucket_replication_request.h"
#include "api/s3/put_bucket_replication_response.h"
#include "api/s3/put_bucket_request_payment_request.h"
#include "api/s3/put_bucket_request_payment_response.h"
#include "api/s3/put_bucket_tagging_request.h"
#include "api/s3/put_bucket_tagging_response.h"
#include "api/s3/put_bucket_website_request.h"
#include "api/s3/put_bucket_website_response.h"
#include "api/s3/put_public_access_block_request.h"
#include "api/s3/put_public_access_block_response.h"
#include "services/s3/api/about.h"
#include "services/s3/api/object_acl.h"
#include "services/s3/config/acls.h"
#include "services/s3/config/bucket_tags.h"
#include "services/s3/config/cors.h"
#include "services/s3/config/encryption.h"
#include "services/s3/config/lifecycle.h"
#include "services/s3/config/logging.h"
#include "services/s3/config/notification.h"
#include "services/s3/config/numbered.h"
#include "services/s3/config/object_lock.h"
#include "services/s3/config/ownership.h"
#include "services/s3/config/policy.h"
#include "services/s3/config/public_access.h"
#include "services/s3/config/replication.h"
#include "services/s3/config/small.h"
#include "services/s3/config/versioning.h"
#include "services/s3/config/website.h"

namespace gantry::s3 {
namespace {

/// Where shapes go by their own names, of which others have some, too.
namespace table {

using namespace about;
using namespace api::s3;
using service::operation;

// clang-format off
constexpr std::array kConfigurationOperations{
    operation<"DeleteBucketAnalyticsConfiguration",
        &delete_numbered<BucketAnalytics, DeleteBucketAnalyticsConfigurationRequest, DeleteBucketAnalyticsConfigurationResponse>,
        kOfBucket<"s3:PutAnalyticsConfiguration">>(),
    operation<"DeleteBucketCors",
        &delete_configuration<BucketCors, DeleteBucketCorsRequest, DeleteBucketCorsResponse>,
        kOfBucket<"s3:PutBucketCORS">>(),
    operation<"DeleteBucketEncryption",
        &delete_configuration<BucketEncryption, DeleteBucketEncryptionRequest, DeleteBucketEncryptionResponse>,
        kOfBucket<"s3:PutEncryptionConfiguration">>(),
    operation<"DeleteBucketIntelligentTieringConfiguration",
        &delete_numbered<BucketTiering, DeleteBucketIntelligentTieringConfigurationRequest, DeleteBucketIntelligentTieringConfigurationResponse>,
        kOfBucket<"s3:PutIntelligentTieringConfiguration">>(),
    operation<"DeleteBucketInventoryConfiguration",
        &delete_numbered<BucketInventory, DeleteBucketInventoryConfigurationRequest, DeleteBucketInventoryConfigurationResponse>,
        kOfBucket<"s3:PutInventoryConfiguration">>(),
    operation<"DeleteBucketLifecycle",
        &delete_bucket_lifecycle,
        kOfBucket<"s3:PutLifecycleConfiguration">>(),
    operation<"DeleteBucketMetricsConfiguration",
        &delete_numbered<BucketMetrics, DeleteBucketMetricsConfigurationRequest, DeleteBucketMetricsConfigurationResponse>,
        kOfBucket<"s3:PutMetricsConfiguration">>(),
    operation<"DeleteBucketOwnershipControls",
        &delete_configuration<BucketOwnership, DeleteBucketOwnershipControlsRequest, DeleteBucketOwnershipControlsResponse>,
        kOfBucket<"s3:PutBucketOwnershipControls">>(),
    operation<"DeleteBucketPolicy", &delete_bucket_policy, kOfBucket<>>(),
    operation<"DeleteBucketReplication",
        &delete_configuration<BucketReplication, DeleteBucketReplicationRequest, DeleteBucketReplicationResponse>,
        kOfBucket<"s3:PutReplicationConfiguration">>(),
    operation<"DeleteBucketTagging",
        &delete_configuration<BucketTags, DeleteBucketTaggingRequest, DeleteBucketTaggingResponse>,
        kOfBucket<"s3:PutBucketTagging">>(),
    operation<"DeleteBucketWebsite",
        &delete_configuration<BucketWebsite, DeleteBucketWebsiteRequest, DeleteBucketWebsiteResponse>,
        kOfBucket<>>(),
    operation<"DeletePublicAccessBlock",
        &delete_configuration<PublicAccessBlock, DeletePublicAccessBlockRequest, DeletePublicAccessBlockResponse>,
        kOfBucket<"s3:PutBucketPublicAccessBlock">>(),
    operation<"GetBucketAbac",
        &get_configuration<BucketAbac, GetBucketAbacRequest, GetBucketAbacOutput, &GetBucketAbacOutput::abac_status>,
        kOfBucket<>>(),
    operation<"GetBucketAccelerateConfiguration",
        &get_members<BucketAcceleration, GetBucketAccelerateConfigurationRequest, GetBucketAccelerateConfigurationOutput>,
        kOfBucket<"s3:GetAccelerateConfiguration">>(),
    operation<"GetBucketAcl", &get_bucket_acl, kOfBucket<>>(),
    operation<"GetBucketAnalyticsConfiguration",
        &get_numbered<BucketAnalytics, GetBucketAnalyticsConfigurationRequest, GetBucketAnalyticsConfigurationOutput, &GetBucketAnalyticsConfigurationOutput::analytics_configuration>,
        kOfBucket<"s3:GetAnalyticsConfiguration">>(),
    operation<"GetBucketCors",
        &get_members<BucketCors, GetBucketCorsRequest, GetBucketCorsOutput>,
        kOfBucket<"s3:GetBucketCORS">>(),
    operation<"GetBucketEncryption",
        &get_configuration<BucketEncryption, GetBucketEncryptionRequest, GetBucketEncryptionOutput, &GetBucketEncryptionOutput::server_side_encryption_configuration>,
        kOfBucket<"s3:GetEncryptionConfiguration">>(),
    operation<"GetBucketIntelligentTieringConfiguration",
        &get_numbered<BucketTiering, GetBucketIntelligentTieringConfigurationRequest, GetBucketIntelligentTieringConfigurationOutput, &GetBucketIntelligentTieringConfigurationOutput::intelligent_tiering_configuration>,
        kOfBucket<"s3:GetIntelligentTieringConfiguration">>(),
    operation<"GetBucketInventoryConfiguration",
        &get_numbered<BucketInventory, GetBucketInventoryConfigurationRequest, GetBucketInventoryConfigurationOutput, &GetBucketInventoryConfigurationOutput::inventory_configuration>,
        kOfBucket<"s3:GetInventoryConfiguration">>(),
    operation<"GetBucketLifecycleConfiguration",
        &get_bucket_lifecycle,
        kOfBucket<"s3:GetLifecycleConfiguration">>(),
    operation<"GetBucketLogging",
        &get_members<BucketLogging, GetBucketLoggingRequest, GetBucketLoggingOutput>,
        kOfBucket<>>(),
    operation<"GetBucketMetricsConfiguration",
        &get_numbered<BucketMetrics, GetBucketMetricsConfigurationRequest, GetBucketMetricsConfigurationOutput, &GetBucketMetricsConfigurationOutput::metrics_configuration>,
        kOfBucket<"s3:GetMetricsConfiguration">>(),
    operation<"GetBucketNotificationConfiguration",
        &get_members<BucketNotification, GetBucketNotificationConfigurationRequest, NotificationConfiguration>,
        kOfBucket<"s3:GetBucketNotification">>(),
    operation<"GetBucketOwnershipControls",
        &get_configuration<BucketOwnership, GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput, &GetBucketOwnershipControlsOutput::ownership_controls>,
        kOfBucket<>>(),
    operation<"GetBucketPolicy", &get_bucket_policy, kOfBucket<>>(),
    operation<"GetBucketPolicyStatus", &get_bucket_policy_status, kOfBucket<>>(),
    operation<"GetBucketReplication",
        &get_configuration<BucketReplication, GetBucketReplicationRequest, GetBucketReplicationOutput, &GetBucketReplicationOutput::replication_configuration>,
        kOfBucket<"s3:GetReplicationConfiguration">>(),
    operation<"GetBucketRequestPayment",
        &get_members<RequestPayment, GetBucketRequestPaymentRequest, GetBucketRequestPaymentOutput>,
        kOfBucket<>>(),
    operation<"GetBucketTagging",
        &get_members<BucketTags, GetBucketTaggingRequest, GetBucketTaggingOutput>,
        kOfBucket<>>(),
    operation<"GetBucketVersioning", &get_bucket_versioning, kOfBucket<>>(),
    operation<"GetBucketWebsite",
        &get_members<BucketWebsite, GetBucketWebsiteRequest, GetBucketWebsiteOutput>,
        kOfBucket<>>(),
    operation<"GetObjectAcl", &get_object_acl, kOfObject<"s3:GetObjectAcl", "s3:GetObjectVersionAcl">>(),
    operation<"GetObjectLockConfiguration",
        &get_object_lock_configuration,
        kOfBucket<"s3:GetBucketObjectLockConfiguration">>(),
    operation<"GetPublicAccessBlock",
        &get_configuration<PublicAccessBlock, GetPublicAccessBlockRequest, GetPublicAccessBlockOutput, &GetPublicAccessBlockOutput::public_access_block_configuration>,
        kOfBucket<"s3:GetBucketPublicAccessBlock">>(),
    operation<"ListBucketAnalyticsConfigurations",
        &list_numbered<BucketAnalytics, ListBucketAnalyticsConfigurationsRequest, ListBucketAnalyticsConfigurationsOutput, &ListBucketAnalyticsConfigurationsOutput::analytics_configuration_list>,
        kOfBucket<"s3:GetAnalyticsConfiguration">>(),
    operation<"ListBucketIntelligentTieringConfigurations",
        &list_numbered<BucketTiering, ListBucketIntelligentTieringConfigurationsRequest, ListBucketIntelligentTieringConfigurationsOutput, &ListBucketIntelligentTieringConfigurationsOutput::intelligent_tiering_configuration_list>,
        kOfBucket<"s3:GetIntelligentTieringConfiguration">>(),
    operation<"ListBucketInventoryConfigurations",
        &list_numbered<BucketInventory, ListBucketInventoryConfigurationsRequest, ListBucketInventoryConfigurationsOutput, &ListBucketInventoryConfigurationsOutput::inventory_configuration_list>,
        kOfBucket<"s3:GetInventoryConfiguration">>(),
    operation<"ListBucketMetricsConfigurations",
        &list_numbered<BucketMetrics, ListBucketMetricsConfigurationsRequest, ListBucketMetricsConfigurationsOutput, &ListBucketMetricsConfigurationsOutput::metrics_configuration_list>,
        kOfBucket<"s3:GetMetricsConfiguration">>(),
    operation<"PutBucketAbac",
        &put_configuration<BucketAbac, PutBucketAbacRequest, PutBucketAbacResponse, &PutBucketAbacRequest::abac_status>,
        kOfBucket<>>(),
    operation<"PutBucketAccelerateConfiguration",
        &put_configuration<BucketAcceleration, PutBucketAccelerateConfigurationRequest, PutBucketAccelerateConfigurationResponse, &PutBucketAccelerateConfigurationRequest::accelerate_configuration>,
        kOfBucket<"s3:PutAccelerateConfiguration">>(),
    operation<"PutBucketAcl", &put_bucket_acl, kOfBucketAcl>(),
    operation<"PutBucketAnalyticsConfiguration",
        &put_numbered<BucketAnalytics, PutBucketAnalyticsConfigurationRequest, PutBucketAnalyticsConfigurationResponse, &PutBucketAnalyticsConfigurationRequest::analytics_configuration>,
        kOfBucket<"s3:PutAnalyticsConfiguration">>(),
    operation<"PutBucketCors",
        &put_configuration<BucketCors, PutBucketCorsRequest, PutBucketCorsResponse, &PutBucketCorsRequest::cors_configuration>,
        kOfBucket<"s3:PutBucketCORS">>(),
    operation<"PutBucketEncryption",
        &put_configuration<BucketEncryption, PutBucketEncryptionRequest, PutBucketEncryptionResponse, &PutBucketEncryptionRequest::server_side_encryption_configuration>,
        kOfBucket<"s3:PutEncryptionConfiguration">>(),
    operation<"PutBucketIntelligentTieringConfiguration",
        &put_numbered<BucketTiering, PutBucketIntelligentTieringConfigurationRequest, PutBucketIntelligentTieringConfigurationResponse, &PutBucketIntelligentTieringConfigurationRequest::intelligent_tiering_configuration>,
        kOfBucket<"s3:PutIntelligentTieringConfiguration">>(),
    operation<"PutBucketInventoryConfiguration",
        &put_numbered<BucketInventory, PutBucketInventoryConfigurationRequest, PutBucketInventoryConfigurationResponse, &PutBucketInventoryConfigurationRequest::inventory_configuration>,
        kOfBucket<"s3:PutInventoryConfiguration">>(),
    operation<"PutBucketLifecycleConfiguration",
        &put_bucket_lifecycle,
        kOfBucket<"s3:PutLifecycleConfiguration">>(),
    operation<"PutBucketLogging",
        &put_configuration<BucketLogging, PutBucketLoggingRequest, PutBucketLoggingResponse, &PutBucketLoggingRequest::bucket_logging_status>,
        kOfBucket<>>(),
    operation<"PutBucketMetricsConfiguration",
        &put_numbered<BucketMetrics, PutBucketMetricsConfigurationRequest, PutBucketMetricsConfigurationResponse, &PutBucketMetricsConfigurationRequest::metrics_configuration>,
        kOfBucket<"s3:PutMetricsConfiguration">>(),
    operation<"PutBucketNotificationConfiguration",
        &put_configuration<BucketNotification, PutBucketNotificationConfigurationRequest, PutBucketNotificationConfigurationResponse, &PutBucketNotificationConfigurationRequest::notification_configuration>,
        kOfBucket<"s3:PutBucketNotification">>(),
    operation<"PutBucketOwnershipControls",
        &put_configuration<BucketOwnership, PutBucketOwnershipControlsRequest, PutBucketOwnershipControlsResponse, &PutBucketOwnershipControlsRequest::ownership_controls>,
        kOfOwnership>(),
    operation<"PutBucketPolicy", &put_bucket_policy, &of_bucket_policy>(),
    operation<"PutBucketReplication",
        &put_configuration<BucketReplication, PutBucketReplicationRequest, PutBucketReplicationResponse, &PutBucketReplicationRequest::replication_configuration>,
        &of_replication>(),
    operation<"PutBucketRequestPayment",
        &put_configuration<RequestPayment, PutBucketRequestPaymentRequest, PutBucketRequestPaymentResponse, &PutBucketRequestPaymentRequest::request_payment_configuration>,
        kOfBucket<>>(),
    operation<"PutBucketTagging",
        &put_configuration<BucketTags, PutBucketTaggingRequest, PutBucketTaggingResponse, &PutBucketTaggingRequest::tagging>,
        kOfBucketTags>(),
    operation<"PutBucketVersioning", &put_bucket_versioning, kOfBucket<>>(),
    operation<"PutBucketWebsite",
        &put_configuration<BucketWebsite, PutBucketWebsiteRequest, PutBucketWebsiteResponse, &PutBucketWebsiteRequest::website_configuration>,
        kOfBucket<>>(),
    operation<"PutObjectAcl", &put_object_acl, kOfObjectAcl>(),
    operation<"PutObjectLockConfiguration",
        &put_object_lock_configuration,
        kOfBucket<"s3:PutBucketObjectLockConfiguration">>(),
    operation<"PutPublicAccessBlock",
        &put_configuration<PublicAccessBlock, PutPublicAccessBlockRequest, PutPublicAccessBlockResponse, &PutPublicAccessBlockRequest::public_access_block_configuration>,
        kOfBucket<"s3:PutBucketPublicAccessBlock">>(),
};
// clang-format on
static_assert(std::ranges::is_sorted(kConfigurationOperations, {}, &service::Operation::name));

}  // namespace table

}  // namespace

std::span<const service::Operation> configuration_operations() {
    return table::kConfigurationOperations;
}

}  // namespace gantry::s3
