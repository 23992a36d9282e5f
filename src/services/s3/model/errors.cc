#include "services/s3/model/errors.h"

namespace gantry::s3 {

Error refused(ErrorKind kind, std::string_view code, std::string message) {
    return Error{kind, std::string(code), std::move(message), {}};
}

Error invalid_argument(std::string message) {
    return refused(ErrorKind::InvalidArgument, "InvalidArgument", std::move(message));
}

Error invalid_request(std::string message) {
    return refused(ErrorKind::InvalidArgument, "InvalidRequest", std::move(message));
}

Error malformed_xml() {
    return refused(
        ErrorKind::InvalidArgument,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema"
    );
}

Error access_denied() {
    return refused(ErrorKind::Denied, "AccessDenied", "Access Denied");
}

Error not_done(std::string message) {
    return refused(ErrorKind::InvalidArgument, "NotImplemented", std::move(message));
}

Error no_such_bucket() {
    return refused(ErrorKind::NotFound, "NoSuchBucket", "The specified bucket does not exist");
}

Error no_such_key() {
    return refused(ErrorKind::NotFound, "NoSuchKey", "The specified key does not exist.");
}

Error no_such_version() {
    return refused(ErrorKind::NotFound, "NoSuchVersion", "The specified version does not exist.");
}

Error no_such_upload() {
    return refused(
        ErrorKind::NotFound,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have "
        "been aborted or completed."
    );
}

}  // namespace gantry::s3
