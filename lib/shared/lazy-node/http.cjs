module.exports = process.getBuiltinModule('http');
