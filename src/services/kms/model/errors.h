#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of KMS as values, with the texts that clients match on.
/// Source: KMS API Reference, errors of each operation; answers of KMS.
namespace gantry::kms {

Error not_found_exception(std::string message);
/// "<arn> is disabled."
Error disabled(std::string_view arn);
/// "<arn> is pending deletion."
Error pending_deletion(std::string_view arn);
/// Without words, as KMS says it: nothing is told about why.
Error invalid_ciphertext();
/// For keys that are a service's own, and whoever is not that service.
/// Source: KMS's answer to who uses a key that he may not.
Error not_allowed();
Error kms_error(std::string code, std::string message);

}  // namespace gantry::kms
