#include "wire/error_codec.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

TEST(ErrorCodec, writes_the_body_sdks_read) {
    const Error error{
        ErrorKind::NotFound, "ClusterNotFoundException", "Cluster \"x\" not found.", {}
    };
    const EncodedError encoded = encode_error(error);
    EXPECT_EQ(encoded.status, 400);
    EXPECT_EQ(
        encoded.body,
        R"({"__type":"ClusterNotFoundException","message":"Cluster \"x\" not found."})"
    );
}

TEST(ErrorCodec, adds_resource_ids_when_there_are_any) {
    const Error error{ErrorKind::Conflict, "ConflictException", "m", {"a", "b"}};
    EXPECT_EQ(
        encode_error(error).body,
        R"({"__type":"ConflictException","message":"m","resourceIds":["a","b"]})"
    );
}

TEST(ErrorCodec, names_errors_that_have_no_name) {
    EXPECT_EQ(encode_error(invalid_argument("m")).code, "InvalidParameterException");
    EXPECT_EQ(encode_error(internal_error("m")).code, "ServerException");
    EXPECT_EQ(encode_error(unavailable("m")).status, 503);
}

TEST(ErrorCodec, gives_each_kind_its_status) {
    EXPECT_EQ(http_status(internal_error("")), 500);
    EXPECT_EQ(http_status(request_too_large()), 413);
    for (const Error& error :
         {missing_authentication_token(),
          access_denied("p", "a", "r"),
          unknown_operation(),
          throttled(),
          not_found("")}) {
        EXPECT_EQ(http_status(error), 400) << error.code;
    }
}

TEST(ErrorCodec, reads_its_own_errors_back) {
    for (const Error& error :
         {Error{ErrorKind::Conflict, "ConflictException", "m", {"a"}},
          throttled(),
          unrecognized_client(),
          signature_mismatch(),
          missing_authentication_token(),
          Error{ErrorKind::Internal, "ServerException", "m", {}},
          Error{ErrorKind::NotFound, "ClusterNotFoundException", "m", {}},
          Error{ErrorKind::InvalidArgument, "ClientException", "m", {}}}) {
        const EncodedError encoded = encode_error(error);
        EXPECT_EQ(decode_error(encoded.status, encoded.body), error) << error.code;
    }
}

TEST(ErrorCodec, reads_other_spellings) {
    const Error prefixed = decode_error(
        400, R"({"__type":"com.amazonaws.ecs#ClientException:http://x","Message":"m"})"
    );
    EXPECT_EQ(prefixed, (Error{ErrorKind::InvalidArgument, "ClientException", "m", {}}));
    EXPECT_EQ(decode_error(502, "<html>").kind, ErrorKind::Unavailable);
}

TEST(ErrorCodec, denies_in_awss_words) {
    EXPECT_EQ(
        access_denied("arn:aws:iam::1:user/a", "ecs:RunTask", "*").message,
        "User: arn:aws:iam::1:user/a is not authorized to perform: ecs:RunTask on resource: * "
        "because no identity-based policy allows the ecs:RunTask action"
    );
}

}  // namespace
}  // namespace gantry::wire
