module.exports = process.getBuiltinModule('process');
