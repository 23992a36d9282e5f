#include "services/kms/service.h"

#include <fmt/format.h>

#include "api/kms/operations.h"
#include "aws/arn.h"
#include "base/log.h"
#include "services/kms/api/operation_table.h"
#include "services/kms/crypto/key_cipher.h"
#include "services/kms/model/names.h"
#include "wire/cipher.h"

namespace gantry::kms {
namespace {

using service::Treatment;

constexpr std::string_view kKeyFile = "kms.key";

constexpr std::string_view kNoGrants = "there are no grants";
constexpr std::string_view kSymmetricOnly = "keys are symmetric and encrypt";
constexpr std::string_view kNoEnclaves = "there are no Nitro enclaves";
constexpr std::string_view kOneStore = "there is one key store, Gantry's own";
constexpr std::string_view kNoDryRun = "nothing is tried without being done";

constexpr service::UnsupportedMember kUnsupported[] = {
    {"CreateKey",
     "BypassPolicyLockoutSafetyCheck",
     Treatment::Ignored,
     "no policy is refused for locking its maker out: the account's root stays in"},
    {"CreateKey", "CustomKeyStoreId", Treatment::Refused, kOneStore},
    {"CreateKey", "CustomerMasterKeySpec=ECC_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "CustomerMasterKeySpec=HMAC_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "CustomerMasterKeySpec=RSA_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "CustomerMasterKeySpec=SM2", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeySpec=ECC_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeySpec=HMAC_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeySpec=ML_DSA_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeySpec=RSA_*", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeySpec=SM2", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeyUsage=GENERATE_VERIFY_MAC", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeyUsage=KEY_AGREEMENT", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "KeyUsage=SIGN_VERIFY", Treatment::Refused, kSymmetricOnly},
    {"CreateKey", "MultiRegion", Treatment::Refused, "keys are of one Region"},
    {"CreateKey", "Origin=AWS_CLOUDHSM", Treatment::Refused, kOneStore},
    {"CreateKey", "Origin=EXTERNAL", Treatment::Refused, "key material is not imported"},
    {"CreateKey", "Origin=EXTERNAL_KEY_STORE", Treatment::Refused, kOneStore},
    {"CreateKey", "XksKeyId", Treatment::Refused, kOneStore},
    {"Decrypt", "DryRun", Treatment::Refused, kNoDryRun},
    {"Decrypt", "DryRunModifiers", Treatment::Refused, kNoDryRun},
    {"Decrypt", "GrantTokens", Treatment::Refused, kNoGrants},
    {"Decrypt", "Recipient", Treatment::Refused, kNoEnclaves},
    {"DescribeKey", "GrantTokens", Treatment::Refused, kNoGrants},
    {"Encrypt", "DryRun", Treatment::Refused, kNoDryRun},
    {"Encrypt", "GrantTokens", Treatment::Refused, kNoGrants},
    {"GenerateDataKey", "DryRun", Treatment::Refused, kNoDryRun},
    {"GenerateDataKey", "GrantTokens", Treatment::Refused, kNoGrants},
    {"GenerateDataKey", "Recipient", Treatment::Refused, kNoEnclaves},
    {"GenerateDataKeyWithoutPlaintext", "DryRun", Treatment::Refused, kNoDryRun},
    {"GenerateDataKeyWithoutPlaintext", "GrantTokens", Treatment::Refused, kNoGrants},
    {"GenerateRandom", "CustomKeyStoreId", Treatment::Refused, kOneStore},
    {"GenerateRandom", "Recipient", Treatment::Refused, kNoEnclaves},
    {"PutKeyPolicy",
     "BypassPolicyLockoutSafetyCheck",
     Treatment::Ignored,
     "no policy is refused for locking its maker out: the account's root stays in"},
    {"ReEncrypt", "DryRun", Treatment::Refused, kNoDryRun},
    {"ReEncrypt", "DryRunModifiers", Treatment::Refused, kNoDryRun},
    {"ReEncrypt", "GrantTokens", Treatment::Refused, kNoGrants},
};

std::optional<service::RowAddress> row_of_kms_arn(std::string_view text) {
    const auto arn = aws::Arn::parse(text);
    if (!arn || arn->service != "kms") return std::nullopt;
    const aws::Scope scope{arn->account, arn->region};
    if (arn->resource.starts_with("alias/")) {
        return service::RowAddress{"kms.aliases", row_key(scope, arn->resource)};
    }
    if (!arn->resource.starts_with("key/")) return std::nullopt;
    return service::RowAddress{"kms.keys", row_key(scope, arn->resource.substr(4))};
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : around_(surroundings), lifecycle_(rows(), surroundings.ids, [this] { return root_key(); }) {}

void Instance::start() {
    const RootKey root = root_key();
    for (const auto& [key, row] : rows().keys.rows()) {
        if (!can_open(root, *row)) ++closed_;
    }
    if (closed_ == 0) return;
    log_error(
        "kms_root_key_differs",
        {{"keys", closed_},
         {"why",
          "its material was sealed under another kms.key: put the one back that belongs to "
          "this data directory; until then nothing that KMS encrypted can be opened"}}
    );
}

std::string Instance::health() const {
    if (closed_ == 0) return {};
    return fmt::format(R"("kmsKeysOfAnotherRootKey":{})", closed_);
}

RootKey Instance::root_key() const {
    const service::Settings& settings = around_.settings;
    const auto own = settings.keys.find(kKeyFile);
    const std::string& secret = own == settings.keys.end() ? settings.secret : own->second;
    return RootKey(wire::derived_bytes(secret, "kms root key", {}, wire::kCipherKeyBytes));
}

const service::Service& service() {
    static const service::Service kService{
        .name = "kms",
        .title = "AWS KMS",
        .model = &api::kms::service,
        .operations = operations(),
        .unsupported = kUnsupported,
        .refusal_code = "UnsupportedOperationException",
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &row_of_kms_arn,
        .key_file = kKeyFile,
        .resources = "a KMS key or alias",
    };
    return kService;
}

}  // namespace gantry::kms
