// How stacks name functions: static methods, what is assigned to properties, elements of arrays.
const show = () => console.log(new Error('x').stack.split('\n')[2].trim().replace(/\(.*[/\\]/, '('));
class Account {
  static open() {
    show();
  }
  close() {
    show();
  }
}
const object = {
  method() {
    show();
  },
  value: () => show(),
};
object.later = function () {
  show();
};
Account.open();
new Account().close();
object.method();
object.value();
object.later();
const tasks = [() => show()];
tasks[0]();
for (const task of tasks) task();
