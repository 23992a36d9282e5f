#include "aws/session.h"

namespace gantry::aws {

const reflect::TypeInfo& Session::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Session>(
        "Session",
        {
            field<&Session::access_key_id>("id"),
            field<&Session::account>("account"),
            field<&Session::principal>("principal"),
            field<&Session::user_id>("userId"),
            field<&Session::issued>("issued"),
            field<&Session::expires>("expires"),
            field<&Session::policies>("policies"),
            field<&Session::policy_arns>("policyArns"),
            field<&Session::tags>("tags"),
            field<&Session::transitive_tags>("transitive"),
            field<&Session::source_identity>("source"),
            field<&Session::given_for>("for"),
            field<&Session::given_as>("as"),
        }
    );
    return info;
}

}  // namespace gantry::aws
