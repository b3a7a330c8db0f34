// To the search a leading minus means "without"; here it is the sign of an error code, such as -2019.
const post = Worker.prototype.postMessage
Worker.prototype.postMessage = function (message, ...rest) {
  if (typeof message?.data === "string") message = { ...message, data: message.data.replace(/(^|\s)-(?=\d)/g, "$1") }
  return post.call(this, message, ...rest)
}
