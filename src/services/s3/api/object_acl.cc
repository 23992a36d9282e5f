#include "services/s3/api/object_acl.h"

#include "services/s3/api/versions.h"
#include "services/s3/config/acls.h"
#include "services/s3/config/ownership.h"
#include "services/s3/model/find.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {

using api::s3::GetObjectAclOutput;
using api::s3::GetObjectAclRequest;
using api::s3::PutObjectAclOutput;
using api::s3::PutObjectAclRequest;

Result<PutObjectAclOutput> put_object_acl(Call& call, const PutObjectAclRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto object = find_object(call, **bucket, input.key, input.version_id);
    if (!object) return object.error();
    const bool lists = has_lists(call, (*bucket)->name);
    if (auto good = check_put_acl(**bucket, lists, acl_request(input)); !good) return good.error();
    return PutObjectAclOutput{};
}

Result<GetObjectAclOutput> get_object_acl(Call& call, const GetObjectAclRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto object = find_object(call, **bucket, input.key, input.version_id);
    if (!object) return object.error();
    const std::string& account = (*bucket)->account;
    return GetObjectAclOutput{.owner = owner_of(account), .grants = owners_grants(account)};
}

}  // namespace gantry::s3
